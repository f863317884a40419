package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.EventIds;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one request says of its call.
 *
 * @param callId {@code CallAPIID}, which survives transfers, else {@code CallID}; if neither came,
 *     the request's own
 * @param caller {@code CallerIDNum}
 * @param called {@code CalledNumber}, what was dialled; else {@code CalledDID}
 * @param clientPhone the caller of an incoming call, the called party of an outgoing one
 * @param linePhone {@code CalledDID} of an incoming call where it has one
 * @param agent {@code CallerExtension}, which comes only if an employee calls
 * @param digits the parameter that the options name
 * @param node from the path
 */
record CallFacts(
    CallId callId,
    Direction direction,
    OffsetDateTime receivedAt,
    @Nullable PhoneNumber caller,
    @Nullable PhoneNumber called,
    @Nullable PhoneNumber clientPhone,
    @Nullable PhoneNumber linePhone,
    @Nullable PhoneNumber agent,
    @Nullable String digits,
    @Nullable String node,
    Map<String, @Nullable Object> raw) {

  /** What comes for a variable that the IVR does not have: its own name. */
  private static final Pattern UNSET_VARIABLE = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");

  static CallFacts of(PbxRequest request, CallInteractiveOptions options) {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      throw new RejectedRequest(Reason.WRONG_METHOD, "expected GET or POST");
    }
    String node = node(request);
    Parameters sent = RequestParameters.of(request);
    Numbers numbers = new Numbers(options.profile());
    PhoneNumber caller = numbers.read(value(sent, "CallerIDNum"));
    PhoneNumber did = numbers.read(value(sent, "CalledDID"));
    PhoneNumber dialled = numbers.read(value(sent, "CalledNumber"));
    PhoneNumber called = dialled == null ? did : dialled;
    Direction direction = direction(sent);
    return new CallFacts(
        callId(sent, request),
        direction,
        request.receivedAt().atOffset(ZoneOffset.UTC),
        caller,
        called,
        clientPhone(direction, caller, called),
        linePhone(direction, caller, did == null ? called : did),
        PhoneNumber.read(value(sent, "CallerExtension")),
        value(sent, options.digitsFrom()),
        node,
        sent.raw());
  }

  private static CallId callId(Parameters sent, PbxRequest request) {
    String id = value(sent, "CallAPIID");
    if (id == null) {
      id = value(sent, "CallID");
    }
    return new CallId(id == null ? "unnamed-" + EventIds.ofRequest(request) : id);
  }

  private static Direction direction(Parameters sent) {
    if ("OUT".equalsIgnoreCase(sent.text("CallFlow"))) {
      return Direction.OUTBOUND;
    }
    return value(sent, "CallerExtension") == null ? Direction.INBOUND : Direction.INTERNAL;
  }

  private static @Nullable PhoneNumber clientPhone(
      Direction direction, @Nullable PhoneNumber caller, @Nullable PhoneNumber called) {
    return switch (direction) {
      case INBOUND -> caller;
      case OUTBOUND -> called;
      case INTERNAL -> null;
    };
  }

  private static @Nullable PhoneNumber linePhone(
      Direction direction, @Nullable PhoneNumber caller, @Nullable PhoneNumber ours) {
    return switch (direction) {
      case INBOUND -> ours;
      case OUTBOUND -> caller;
      case INTERNAL -> null;
    };
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
    return value == null || value.equals("null") || UNSET_VARIABLE.matcher(value).matches()
        ? null
        : value;
  }
}
