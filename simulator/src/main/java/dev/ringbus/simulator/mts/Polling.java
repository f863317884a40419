package dev.ringbus.simulator.mts;

import java.time.Duration;
import java.util.Optional;

/** When a call is polled: from its connection on at a fixed interval, whatever else happens. */
final class Polling {

  private final Duration every;
  private Duration untilNext;
  private boolean begun;
  private Optional<String> stopped = Optional.empty();

  Polling(Duration every) {
    this.every = every;
    this.untilNext = every;
  }

  /** The call is connected; said again, it changes nothing. */
  void begin() {
    begun = true;
  }

  /** No polls any more. */
  void stop(String why) {
    stopped = stopped.or(() -> Optional.of(why));
  }

  /** Why there are no polls any more. */
  Optional<String> stopped() {
    return stopped;
  }

  /** Whether a poll comes before this act; a report that comes at the same time goes first. */
  boolean isBefore(Act act) {
    int order = untilNext.compareTo(act.after());
    return begun
        && stopped.isEmpty()
        && switch (act) {
          case Act.Report _ -> order < 0;
          case Act.Talk _ -> order <= 0;
        };
  }

  /** Time passes until the next poll; how much. */
  Duration take() {
    Duration until = untilNext;
    untilNext = every;
    return until;
  }

  /** Time passes without a poll. */
  void pass(Duration time) {
    if (begun) {
      untilNext = untilNext.minus(time);
    }
  }
}
