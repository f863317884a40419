package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.PhoneNumber;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CoMagic node that asks. What it read itself it sends on as it came; of another platform's event
 * it sends the five parameters of the vendor's document.
 */
final class ComagicClient implements VendorClient {

  private final ZoneId timeZone;
  private final AnswerReader answers;

  ComagicClient(ZoneId timeZone, ComagicOptions options) {
    this.timeZone = timeZone;
    this.answers = new AnswerReader(options);
  }

  @Override
  public Optional<PbxRequest> request(CallEvent event, Style style) {
    return asks(event) ? Optional.of(request(parameters(event), style, event)) : Optional.empty();
  }

  /**
   * Whether a scenario could stand at a node: the caller waits, and nobody talks yet or any more.
   */
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
    if (event.platform().equals(Comagic.PLATFORM) && !event.raw().isEmpty()) {
      return Parameters.of(event.raw());
    }
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    sent.put("cdr_id", event.callId().value());
    sent.put("start_time", StartTime.write(event.occurredAt(), timeZone));
    sent.put("input_result", event.digits() == null ? CallFacts.NONE : event.digits());
    sent.put("numa", number(event.caller()));
    sent.put("numb", number(event.called()));
    return Parameters.of(sent);
  }

  private static String number(@Nullable PhoneNumber number) {
    return number == null ? "" : number.writeInternational();
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
      case POST_FORM ->
          post("application/x-www-form-urlencoded", Body.of(parameters.encoded()), event);
      case POST_JSON ->
          post(
              "application/json",
              Body.of(ComagicJson.MAPPER.writeValueAsString(parameters.raw())),
              event);
    };
  }

  private static PbxRequest post(String contentType, Body body, CallEvent event) {
    return new PbxRequest(
        "POST",
        "",
        "",
        List.of(new Header("Content-Type", contentType)),
        body,
        event.receivedAt().toInstant());
  }

  @Override
  public Answer answer(PbxResponse response) {
    return answers.read(response);
  }
}
