package dev.ringbus.bus.testkit;

import dev.ringbus.bus.BrokerUnavailable;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the in-memory ports stand on: it takes everything at once, until a test makes it fail. */
public final class InMemoryBroker {

  private sealed interface Condition {
    record Up() implements Condition {}

    record Down() implements Condition {}

    record Slow(Duration delay) implements Condition {}

    record Silent() implements Condition {}

    record Holding(Sinks.Empty<Void> released) implements Condition {}
  }

  private volatile Condition condition = new Condition.Up();

  /** Everything succeeds at once, as it does from the start; and so does what was held. */
  public void up() {
    Condition before = condition;
    condition = new Condition.Up();
    if (before instanceof Condition.Holding(Sinks.Empty<Void> released)) {
      released.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }
  }

  /** Everything fails at once with {@link BrokerUnavailable}. */
  public void down() {
    condition = new Condition.Down();
  }

  /** Everything succeeds, but only after {@code delay}, whether or not somebody still waits. */
  public void slow(Duration delay) {
    condition = new Condition.Slow(delay);
  }

  /** Nothing is taken and nothing is ever answered. */
  public void silent() {
    condition = new Condition.Silent();
  }

  /** Everything waits until the broker is up, and succeeds then, whether or not somebody waits. */
  public void hold() {
    condition = new Condition.Holding(Sinks.empty());
  }

  Mono<Void> perform(Runnable effect) {
    return supply(
            () -> {
              effect.run();
              return true;
            })
        .then();
  }

  <T> Mono<T> supply(Supplier<T> effect) {
    return Mono.defer(() ->
        switch (condition) {
          case Condition.Up() -> Mono.fromSupplier(effect);
          case Condition.Down() ->
              Mono.error(new BrokerUnavailable("the in-memory broker is down", null));
          case Condition.Slow(Duration delay) -> uncancellable(Mono.delay(delay).then(), effect);
          case Condition.Holding(Sinks.Empty<Void> released) ->
              uncancellable(released.asMono(), effect);
          case Condition.Silent() -> Mono.never();
        });
  }

  private static <T> Mono<T> uncancellable(Mono<Void> before, Supplier<T> effect) {
    return Mono.fromFuture(before.then(Mono.fromSupplier(effect)).toFuture(), true);
  }
}
