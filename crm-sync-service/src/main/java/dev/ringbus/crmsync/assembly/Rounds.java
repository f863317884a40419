package dev.ringbus.crmsync.assembly;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work that is done again and again, one round after the other. A round that fails is made up. */
final class Rounds {

  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private final String what;
  private final Supplier<Mono<Void>> round;
  private boolean failing;

  /**
   * @param what is done, for the log: {@code calls are closed}
   */
  Rounds(String what, Supplier<Mono<Void>> round) {
    this.what = what;
    this.round = round;
  }

  /** Begins; disposing ends it. */
  Disposable every(Duration pause) {
    return Flux.interval(pause)
        .onBackpressureDrop()
        .concatMap(_ -> once(), 1)
        .subscribe(_ -> {}, fault -> log.error("no more {}", what, fault));
  }

  private Mono<Void> once() {
    return Mono.defer(round)
        .doOnSuccess(_ -> succeeded())
        .onErrorResume(failure -> {
          failed(failure);
          return Mono.empty();
        });
  }

  private void succeeded() {
    if (failing) {
      log.info("{} again", what);
    }
    failing = false;
  }

  /** Said once, until it works again. */
  private void failed(Throwable failure) {
    if (!failing) {
      log.warn("it takes longer until {}: {}", what, failure.toString());
    }
    failing = true;
  }
}
