package dev.ringbus.simulator.load;

import java.util.concurrent.TimeUnit;

/** When requests are to be sent. */
public sealed interface Arrivals {

  /**
   * When the n-th request, from 0, is to be sent.
   *
   * @param begin of the load
   */
  long due(long n, long begin, long now);

  /** How many connections there may be. */
  int connections();

  /**
   * An open loop: requests come at a rate, whether or not those before them are answered. Latency
   * counts from when a request was to be sent, so that a slow answer, or a wait for one of the
   * connections, is part of what is measured (no coordinated omission).
   *
   * @param connections opened as they are needed, up to so many
   */
  record Open(double perSecond, int connections) implements Arrivals {

    public Open {
      if (!(perSecond > 0) || connections < 1) {
        throw new IllegalArgumentException(
            "expected a rate above 0 and at least one connection, got "
                + perSecond
                + "/s over "
                + connections);
      }
    }

    @Override
    public long due(long n, long begin, long now) {
      return begin + (long) (n * (TimeUnit.SECONDS.toNanos(1) / perSecond));
    }
  }

  /** A closed loop: each connection sends its next request as soon as the last is answered. */
  record Saturated(int connections) implements Arrivals {

    public Saturated {
      if (connections < 1) {
        throw new IllegalArgumentException("expected at least one connection, got " + connections);
      }
    }

    @Override
    public long due(long n, long begin, long now) {
      return now;
    }
  }
}
