package dev.ringbus.violations.ingress;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Must not be, but for the last two: each of these calls has a better place. */
final class ReachesOutside {

  final Supplier<Instant> time = Instant::now;

  final OffsetDateTime local = OffsetDateTime.now(ZoneId.of("Europe/Moscow"));

  final Clock clock = Clock.systemUTC();

  final long millis = System.currentTimeMillis();

  final UUID id = UUID.randomUUID();

  void wait(Mono<String> mono, Flux<String> flux) throws InterruptedException {
    Thread.sleep(1);
    mono.block();
    flux.blockFirst();
    mono.subscribe();
  }

  Instant allowed(Mono<String> mono, Clock given) {
    mono.subscribe(System.out::println);
    return Instant.now(given);
  }
}
