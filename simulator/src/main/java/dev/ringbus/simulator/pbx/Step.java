package dev.ringbus.simulator.pbx;

import dev.ringbus.dialect.PbxRequest;
import java.time.Duration;

/** What a call does next. */
public sealed interface Step {

  /**
   * A request.
   *
   * @param after the time of the call that passes before it
   * @param reader how this PBX reads the answer to this request
   * @param means what the hub is to make of it
   */
  record Send(
      PbxRequest request, Duration after, Waiting waiting, AnswerReader reader, Meaning means)
      implements Step {

    /** Whether the PBX waits with what it does next. */
    public enum Waiting {
      /** It does: the answer decides. */
      ASKS,
      /** It does not: the next request may overtake this one on its way. */
      TELLS
    }
  }

  /** Nothing more is sent. */
  sealed interface End extends Step {
    /** How the call ended, in words. */
    String how();
  }

  /** The call came to its end. */
  record Finished(String how) implements End {}

  /**
   * The call came to its end, but the answers made the PBX do without some of its requests.
   *
   * @param how which, and why
   */
  record Curtailed(String how) implements End {}

  /** The answers made the PBX give up on the hub for the rest of this call. */
  record GivenUp(String how) implements End {}
}
