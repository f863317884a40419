package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CoMagic seen from the hub. Each request is a question, and says again that the call started: the
 * vendor names no first one. The scenario may come to the same node twice with the same digits,
 * which nothing tells from a repeated delivery; both are answered and are one event.
 */
final class ComagicDialect implements PbxDialect {

  private final DialectSettings settings;
  private final ComagicOptions options;
  private final AnswerWriter answers;

  ComagicDialect(DialectSettings settings, ComagicOptions options) {
    this.settings = settings;
    this.options = options;
    this.answers = new AnswerWriter(options);
  }

  @Override
  public Platform name() {
    return Comagic.PLATFORM;
  }

  @Override
  public boolean verifiesRequests() {
    return false;
  }

  @Override
  public Reading read(PbxRequest request) {
    CallFacts call = CallFacts.of(request, settings.timeZone());
    List<CallEvent> events = new ArrayList<>();
    events.add(
        event(call, CallEventType.CALL_STARTED, null, null)
            .occurredAt(call.startedAt() == null ? call.receivedAt() : call.startedAt())
            .build());
    if (call.digits() != null) {
      events.add(event(call, CallEventType.DIGITS_RECEIVED, call.node(), call.digits()).build());
    }
    events.add(event(call, CallEventType.DECISION_ASKED, call.node(), call.digits()).build());
    return new Reading.Question(events, new RoutingQuestion(events.get(1)));
  }

  private CallEvent.Builder event(
      CallFacts call, CallEventType type, @Nullable String node, @Nullable String digits) {
    String id =
        EventIds.of(
            settings.integration().value(), type.wireName(), call.callId().value(), node, digits);
    return CallEvent.builder()
        .id(id)
        .type(type)
        .integration(settings.integration())
        .platform(name())
        .callId(call.callId())
        .direction(Direction.INBOUND)
        .occurredAt(call.askedAt())
        .receivedAt(call.receivedAt())
        .caller(call.caller())
        .called(call.called())
        .clientPhone(call.caller())
        .linePhone(call.called())
        .digits(digits)
        .node(node)
        .raw(call.raw());
  }

  @Override
  public PbxResponse reply(Reading reading, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Decided(Decision decision) ->
          answers.write(200, ComagicFit.of(decision, options).decision());
      case Outcome.NothingToSay(), Outcome.TooLate(), Outcome.NotStored() ->
          answers.write(200, Decision.NEUTRAL);
    };
  }

  @Override
  public PbxResponse refuse(RejectedRequest rejection) {
    return switch (rejection.reason()) {
      case UNAUTHORIZED -> PbxResponse.empty(401);
      case UNKNOWN_PATH -> PbxResponse.empty(404);
      case WRONG_METHOD -> PbxResponse.empty(405, new Header("Allow", "GET, POST"));
      case TOO_LARGE -> PbxResponse.empty(413);
      case UNREADABLE -> answers.write(400, Decision.NEUTRAL);
    };
  }

  @Override
  public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
    return ComagicFit.of(decision, options);
  }
}
