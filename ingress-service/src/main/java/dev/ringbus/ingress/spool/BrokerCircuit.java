package dev.ringbus.ingress.spool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the broker takes events, told from what became of the latest: for a broker that is known
 * to be down nobody waits, except one now and then who finds out whether it is back.
 *
 * <p>A single failure may be one partition's, and a moment without answers makes everything fail
 * that was under way in it; only failures that go on for a while, with no success among them, are
 * the broker's.
 */
public final class BrokerCircuit {

  private static final Logger log = LoggerFactory.getLogger(BrokerCircuit.class);

  private static final int FAILURES_UNTIL_DOWN = 3;
  private static final Duration FAILING_UNTIL_DOWN = Duration.ofMillis(500);

  private final Clock clock;
  private final Duration probeEvery;
  private final AtomicReference<State> state = new AtomicReference<>(Up.INSTANCE);

  /**
   * @param probeEvery how often somebody may find out whether the broker is back
   */
  public BrokerCircuit(Clock clock, Duration probeEvery) {
    this.clock = clock;
    this.probeEvery = probeEvery;
  }

  private sealed interface State {}

  /** The latest has been taken. */
  private record Up() implements State {
    static final Up INSTANCE = new Up();
  }

  /** So many have not been taken since, and none has. */
  private record Failing(Instant since, int failures) implements State {}

  private record Down(Instant since, Instant nextProbe) implements State {}

  /** Whether the broker is known to be down. */
  public boolean isDown() {
    return state.get() instanceof Down;
  }

  /** Since when the broker is down; empty while it is not. */
  public Optional<Instant> downSince() {
    return state.get() instanceof Down(Instant since, _) ? Optional.of(since) : Optional.empty();
  }

  /** Whether the caller is the one that finds out now whether the broker is back. */
  public boolean mayProbe() {
    Instant now = clock.instant();
    return state.get() instanceof Down down
        && !now.isBefore(down.nextProbe())
        && state.compareAndSet(down, new Down(down.since(), now.plus(probeEvery)));
  }

  /** The broker took something. */
  public void succeeded() {
    if (state.get() instanceof Up) {
      return;
    }
    if (state.getAndSet(Up.INSTANCE) instanceof Down(Instant since, _)) {
      log.info(
          "The broker takes events again, after {} s",
          Duration.between(since, clock.instant()).toSeconds());
    }
  }

  /** The broker did not take something, or not in time. */
  public void failed(Throwable cause) {
    Instant now = clock.instant();
    State before = state.getAndUpdate(current -> afterFailure(current, now));
    if (!(before instanceof Down) && afterFailure(before, now) instanceof Down) {
      log.warn("The broker takes no events, they go to the spool: {}", cause.getMessage());
    }
  }

  private State afterFailure(State before, Instant now) {
    return switch (before) {
      case Up _ -> new Failing(now, 1);
      case Failing(Instant since, int failures)
          when failures + 1 >= FAILURES_UNTIL_DOWN
              && !now.isBefore(since.plus(FAILING_UNTIL_DOWN)) ->
          new Down(since, now.plus(probeEvery));
      case Failing(Instant since, int failures) -> new Failing(since, failures + 1);
      case Down down -> down;
    };
  }
}
