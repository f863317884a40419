package dev.ringbus.ingress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The moment at which a request is answered with what there is. */
final class Deadline {

  private final Instant at;
  private final Clock clock;
  private final Mono<?> passed;

  /**
   * @param timer whose time passes as the clock's does
   */
  Deadline(Instant at, Clock clock, Scheduler timer) {
    this.at = at;
    this.clock = clock;
    this.passed = Mono.defer(() -> Mono.delay(left(), timer)).share();
  }

  Instant at() {
    return at;
  }

  /** What is left; nothing if the moment has passed. */
  Duration left() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** What {@code mono} gives by then; what {@code fallback} gives if it gives nothing. */
  <T> Mono<T> orElse(Supplier<T> fallback, Mono<T> mono) {
    return mono.takeUntilOther(passed).switchIfEmpty(Mono.fromSupplier(fallback));
  }
}
