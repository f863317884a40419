package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IVR that asks. What it read itself it sends on as it came; of another platform's event it
 * sends those of the vendor's parameters that the event knows, and the digits.
 */
final class CallInteractiveClient implements VendorClient {

  private final CallInteractiveOptions options;
  private final Numbers numbers;
  private final AnswerReader answers;

  CallInteractiveClient(CallInteractiveOptions options) {
    this.options = options;
    this.numbers = new Numbers(options.profile());
    this.answers = new AnswerReader(options.profile());
  }

  @Override
  public Optional<PbxRequest> request(CallEvent event, Style style) {
    return asks(event) ? Optional.of(request(parameters(event), style, event)) : Optional.empty();
  }

  /** Whether an IVR could be asking: the caller waits, and nobody talks yet or any more. */
  private static boolean asks(CallEvent event) {
    return switch (event.type()) {
      case CALL_STARTED,
          CALL_ACCEPTED,
          DECISION_ASKED,
          PROMPT_PLAYED,
          DIGITS_RECEIVED,
          MENU_STARTED,
          LEG_PREPARING,
          LEG_ENDED ->
          true;
      case FAX_DETECTED,
          LEG_RINGING,
          LEG_CONNECTED,
          SUBSCRIBER_AVAILABLE,
          RECORDING_STARTED,
          RECORDING_STOPPED,
          RECORDING_AVAILABLE,
          CALL_ENDED,
          VENDOR_OTHER ->
          false;
    };
  }

  private Parameters parameters(CallEvent event) {
    if (event.platform().equals(CallInteractive.PLATFORM) && !event.raw().isEmpty()) {
      return Parameters.of(event.raw());
    }
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    sent.put("EventType", "call_interactive");
    sent.put("CalledNumber", numbers.write(event.called()));
    sent.put("CallID", event.callId().value());
    sent.put("CallerIDNum", numbers.write(event.caller()));
    PhoneNumber employee = event.agent() == null ? event.caller() : event.agent();
    if (event.direction() == Direction.INTERNAL && employee != null) {
      sent.put("CallerExtension", employee.value());
    }
    sent.put("CallFlow", event.direction() == Direction.OUTBOUND ? "OUT" : "IN");
    if (event.linePhone() != null && event.direction() == Direction.INBOUND) {
      sent.put("CalledDID", numbers.write(event.linePhone()));
    }
    sent.put("CallAPIID", event.callId().value());
    sent.put("CallerIDName", numbers.write(event.caller()));
    sent.put("CallStatus", "ANSWER");
    if (event.digits() != null) {
      sent.put(options.digitsFrom(), event.digits());
    }
    return Parameters.of(sent);
  }

  private static PbxRequest request(Parameters parameters, Style style, CallEvent event) {
    return switch (style) {
      case GET_QUERY ->
          new PbxRequest(
              "GET",
              "",
              parameters.encoded(),
              List.of(),
              Body.EMPTY,
              event.receivedAt().toInstant());
      case POST_FORM, POST_JSON ->
          new PbxRequest(
              "POST",
              "",
              "",
              List.of(new Header("Content-Type", "application/x-www-form-urlencoded")),
              Body.of(parameters.encoded()),
              event.receivedAt().toInstant());
    };
  }

  @Override
  public Answer answer(PbxResponse response) {
    return answers.read(response);
  }
}
