package dev.ringbus.simulator.pbx;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import java.util.List;

/** What the hub is to read in a request. */
public sealed interface Meaning {

  /**
   * Something happened.
   *
   * @param fact what the request was built from
   * @param types of the events that the hub makes of it
   */
  record Says(CallEvent fact, List<CallEventType> types) implements Meaning {
    public Says {
      types = List.copyOf(types);
    }
  }

  /** The PBX asks whether an instruction waits. */
  record Polls(CallId callId) implements Meaning {}

  /** The vendor tries the URL. */
  record Probes() implements Meaning {}
}
