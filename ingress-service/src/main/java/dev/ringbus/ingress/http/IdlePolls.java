package dev.ringbus.ingress.http;

import dev.ringbus.dialect.PbxResponse;
import java.util.Optional;

/** Polls of calls that nothing waits for: all but a few of a hub's requests. */
public interface IdlePolls {

  /**
   * The answer, at once and from memory, if a request is such a poll and its sender may come in. If
   * not, or if that cannot be told at once, the request goes the way of all others.
   *
   * @param head of a request without a body
   */
  Optional<PbxResponse> answer(PollHead head);
}
