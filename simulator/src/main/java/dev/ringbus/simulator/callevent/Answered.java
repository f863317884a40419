package dev.ringbus.simulator.callevent;

import java.time.Instant;
import java.util.Optional;

/** What became of a request. */
public sealed interface Answered {

  /** As the API has it: 200, and {@code ReturnCRMData}, or what is ignored after a report. */
  record Rightly(Optional<Returned> handedOut) implements Answered {}

  /** Another status. */
  record Refused(int status) implements Answered {}

  /** 200 and a body that is no {@code ReturnCRMData}. */
  record Wrongly() implements Answered {}

  /**
   * The connection was closed in place of an answer.
   *
   * @param lost what would have been handed out
   */
  record NotAtAll(Optional<Returned> lost) implements Answered {}

  /** A report about a call. */
  record Report(CrmData data, Instant at, Answered answered) {}

  /** A poll for a call. */
  record Poll(Instant at, Answered answered) {}
}
