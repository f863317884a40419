package dev.ringbus.simulator.callevent;

import java.util.ArrayList;
import java.util.List;

/** The switches of a CRM's faults. Any thread may use them, at any time. */
public final class Faults {

  private final List<Armed> armed = new ArrayList<>();

  private static final class Armed {
    private final Fault fault;
    private final Occasion occasion;
    private long left;

    Armed(Fault fault, Occasion occasion) {
      this.fault = fault;
      this.occasion = occasion;
      this.left = occasion.times();
    }
  }

  Faults() {}

  /** Switches a fault on, beside those that are on already. */
  public synchronized Faults add(Fault fault, Occasion occasion) {
    armed.add(new Armed(fault, occasion));
    return this;
  }

  /** Switches all faults off. */
  public synchronized void clear() {
    armed.clear();
  }

  /** The faults that meet this request. */
  synchronized List<Fault> meeting(Asked asked, long callId) {
    if (armed.isEmpty()) {
      return List.of();
    }
    List<Fault> meeting = new ArrayList<>();
    for (Armed each : armed) {
      if (each.left > 0 && each.occasion.includes(asked, callId)) {
        each.left--;
        meeting.add(each.fault);
      }
    }
    return meeting;
  }
}
