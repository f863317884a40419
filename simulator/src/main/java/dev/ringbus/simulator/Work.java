package dev.ringbus.simulator;

import dev.ringbus.simulator.load.Arrivals;
import dev.ringbus.simulator.pbx.LoadKind;
import java.time.Duration;

/** What is simulated. */
public sealed interface Work {

  /**
   * Whole calls.
   *
   * @param calls of each integration
   * @param atOnce calls of an integration under way at the same time
   * @param speed how many seconds of a call pass in one of ours
   */
  record Calls(int calls, int atOnce, double speed) implements Work {

    private static final int AT_ONCE = 4;
    private static final double SPEED = 10;

    public Calls {
      if (calls < 1 || atOnce < 1 || !(speed > 0)) {
        throw new IllegalArgumentException(
            "expected calls, calls at once and speed above 0, got %d, %d and %s"
                .formatted(calls, atOnce, speed));
      }
    }

    /** So many calls, four at once, ten times as fast as calls are. */
    public static Calls of(int calls) {
      return new Calls(calls, AT_ONCE, SPEED);
    }
  }

  /**
   * Single requests, each of a call of its own.
   *
   * @param warmUp before anything counts
   * @param duration of what counts
   * @param requests that count, at most
   */
  record Load(LoadKind kind, Arrivals arrivals, Duration warmUp, Duration duration, long requests)
      implements Work {}
}
