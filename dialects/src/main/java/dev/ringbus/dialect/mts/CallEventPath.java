package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands below the base URL: {@code CallEvent}, or {@code CallEvent/{CallID}}, with each verb,
 * since the activation tests of the seed use the path of the other verb.
 *
 * @param call {@link MtsCallId#NO_CALL} if the path names none
 */
record CallEventPath(MtsCallId call) {

  static final String CALL_EVENT = "CallEvent";

  private static final String BEFORE_CALL = CALL_EVENT + "/";

  /**
   * Reads the path, whatever its letter case, with or without a slash at the end.
   *
   * @throws RejectedRequest if there is no such path
   */
  static CallEventPath of(PbxRequest request) {
    return ofPoll(request.path()).orElseGet(() -> ofAny(request));
  }

  /** As the platform writes it in each poll. */
  private static Optional<CallEventPath> ofPoll(String path) {
    return path.startsWith(BEFORE_CALL)
        ? MtsCallId.parse(path.substring(BEFORE_CALL.length())).map(CallEventPath::new)
        : Optional.empty();
  }

  private static CallEventPath ofAny(PbxRequest request) {
    List<String> segments = new ArrayList<>(request.segments());
    segments.removeIf(String::isEmpty);
    if (segments.isEmpty()
        || segments.size() > 2
        || !segments.getFirst().equalsIgnoreCase(CALL_EVENT)) {
      throw unknown();
    }
    return segments.size() == 1
        ? new CallEventPath(MtsCallId.NO_CALL)
        : new CallEventPath(
            MtsCallId.parse(segments.getLast()).orElseThrow(CallEventPath::unknown));
  }

  boolean namesNoCall() {
    return call.equals(MtsCallId.NO_CALL);
  }

  private static RejectedRequest unknown() {
    return new RejectedRequest(
        Reason.UNKNOWN_PATH, "expected CallEvent, or CallEvent/ and a CallID");
  }
}
