package dev.ringbus.simulator;

import dev.ringbus.simulator.load.Arrivals;
import dev.ringbus.simulator.pbx.LoadKind;
import java.time.Duration;

/** What is simulated. */
public sealed interface Work {

  /**
   * Whole calls.
   *
   * @param calls of each integration; 0 where all of them are ordered
   * @param atOnce calls of an integration under way at the same time
   * @param speed how many seconds of a call pass in one of ours
   */
  record Calls(int calls, int atOnce, double speed) implements Work {

    private static final int AT_ONCE = 4;
    private static final double SPEED = 10;

    public Calls {
      if (calls < 0 || atOnce < 1 || !(speed > 0)) {
        throw new IllegalArgumentException(
            "expected 0 calls or more, calls at once and speed above 0, got %d, %d and %s"
                .formatted(calls, atOnce, speed));
      }
    }

    /** So many calls, four at once, ten times as fast as calls are. */
    public static Calls of(int calls) {
      return new Calls(calls, AT_ONCE, SPEED);
    }
  }

  /**
   * Whole calls that begin at a rate, whether or not earlier ones are answered. Each lasts so long
   * that the wanted number of them is under way.
   *
   * @param perSecond calls that begin, of all integrations together
   * @param live calls under way at the same time
   * @param warmUp before anything counts
   * @param duration of what counts
   */
  record Traffic(double perSecond, int live, Duration warmUp, Duration duration) implements Work {

    public Traffic {
      if (!(perSecond > 0) || live < 1) {
        throw new IllegalArgumentException(
            "expected a rate and live calls above 0, got %s/s and %d".formatted(perSecond, live));
      }
    }

    /** How long each call lasts. */
    Duration each() {
      return Duration.ofNanos((long) (live / perSecond * 1e9));
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
