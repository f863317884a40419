package dev.ringbus.dialect;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import java.util.List;

/** What a vendor's request says. Two readings of the same request are equal. */
public sealed interface Reading {

  /** Something happened, and the PBX does not ask. One request can be several events, in order. */
  record Report(List<CallEvent> events) implements Reading {
    public Report {
      events = List.copyOf(events);
    }
  }

  /** Something happened, and the PBX asks what to do next. */
  record Question(List<CallEvent> events, RoutingQuestion question) implements Reading {
    public Question {
      events = List.copyOf(events);
    }
  }

  /** The PBX asks whether an instruction waits for a connected call; nothing happened. */
  record Poll(CallId callId) implements Reading {}

  /** The vendor tries whether the URL works; nothing happened, and nothing may be created. */
  record Probe() implements Reading {}
}
