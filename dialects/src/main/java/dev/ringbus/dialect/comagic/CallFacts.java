package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.EventIds;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import dev.ringbus.model.CallId;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one request says of its call.
 *
 * @param callId {@code call_session_id}, else {@code cdr_id}; if neither came, the request's own
 * @param startedAt {@code start_time}, absent where it is none
 * @param caller {@code numa}
 * @param called {@code numb}
 * @param digits {@code input_result}
 * @param node from the path
 */
record CallFacts(
    CallId callId,
    @Nullable OffsetDateTime startedAt,
    OffsetDateTime receivedAt,
    @Nullable PhoneNumber caller,
    @Nullable PhoneNumber called,
    @Nullable String digits,
    @Nullable String node,
    Map<String, @Nullable Object> raw) {

  /** What comes where there is no value: the PBX prints Python's. */
  static final String NONE = "None";

  static CallFacts of(PbxRequest request, ZoneId timeZone) {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      throw new RejectedRequest(Reason.WRONG_METHOD, "expected GET or POST");
    }
    String node = node(request);
    Parameters sent = RequestParameters.of(request);
    String session = value(sent, "call_session_id");
    String id = session == null ? value(sent, "cdr_id") : session;
    return new CallFacts(
        new CallId(id == null ? "unnamed-" + EventIds.ofRequest(request) : id),
        StartTime.read(value(sent, "start_time"), timeZone),
        request.receivedAt().atOffset(ZoneOffset.UTC),
        PhoneNumber.readInternational(sent.text("numa")),
        PhoneNumber.readInternational(sent.text("numb")),
        value(sent, "input_result"),
        node,
        sent.raw());
  }

  /** When the node asked: on receipt, unless the vendor's clock says that the call began later. */
  OffsetDateTime askedAt() {
    return startedAt != null && startedAt.isAfter(receivedAt) ? startedAt : receivedAt;
  }

  private static @Nullable String node(PbxRequest request) {
    List<String> segments = request.segments();
    if (segments.size() > 1 || segments.contains("")) {
      throw new RejectedRequest(
          Reason.UNKNOWN_PATH, "expected the integration's URL, with one node below it at most");
    }
    return segments.isEmpty() ? null : segments.getFirst();
  }

  private static @Nullable String value(Parameters sent, String name) {
    String value = sent.nonEmpty(name);
    return NONE.equals(value) ? null : value;
  }
}
