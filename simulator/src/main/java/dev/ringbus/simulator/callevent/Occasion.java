package dev.ringbus.simulator.callevent;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which requests a fault meets.
 *
 * @param asked these alone
 * @param callId of this call alone, if it says one
 * @param times at most
 */
public record Occasion(Set<Asked> asked, OptionalLong callId, long times) {

  public Occasion {
    asked = Set.copyOf(asked);
  }

  /** Every request. */
  public static Occasion always() {
    return new Occasion(EnumSet.allOf(Asked.class), OptionalLong.empty(), Long.MAX_VALUE);
  }

  /** Every request of these kinds. */
  public static Occasion of(Asked first, Asked... others) {
    return new Occasion(EnumSet.of(first, others), OptionalLong.empty(), Long.MAX_VALUE);
  }

  /** Both activation tests. */
  public static Occasion activation() {
    return of(Asked.TEST_BY_GET, Asked.TEST_BY_POST);
  }

  /** Of this call alone. */
  public Occasion ofCall(long id) {
    return new Occasion(asked, OptionalLong.of(id), times);
  }

  /** The next so many alone. */
  public Occasion times(long count) {
    return new Occasion(asked, callId, count);
  }

  boolean includes(Asked request, long call) {
    return asked.contains(request) && (callId.isEmpty() || callId.getAsLong() == call);
  }
}
