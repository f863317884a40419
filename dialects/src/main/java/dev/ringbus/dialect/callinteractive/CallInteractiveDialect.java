package dev.ringbus.dialect.callinteractive;

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
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Call Interactive seen from the hub. Each request is a question, and says again that the call
 * started: the vendor names no first one. An IVR may run the same action again in one call, and no
 * vendor tells of repeated deliveries, so that two equal requests are two questions.
 */
final class CallInteractiveDialect implements PbxDialect {

  private final IntegrationId integration;
  private final CallInteractiveOptions options;
  private final AnswerWriter answers;

  CallInteractiveDialect(IntegrationId integration, CallInteractiveOptions options) {
    this.integration = integration;
    this.options = options;
    this.answers = new AnswerWriter(options);
  }

  @Override
  public Platform name() {
    return CallInteractive.PLATFORM;
  }

  @Override
  public boolean verifiesRequests() {
    return false;
  }

  @Override
  public Reading read(PbxRequest request) {
    CallFacts call = CallFacts.of(request, options);
    List<CallEvent> events = new ArrayList<>();
    events.add(started(call));
    if (call.digits() != null) {
      events.add(asked(call, CallEventType.DIGITS_RECEIVED));
    }
    events.add(asked(call, CallEventType.DECISION_ASKED));
    return new Reading.Question(events, new RoutingQuestion(events.get(1)));
  }

  private CallEvent started(CallFacts call) {
    CallEventType type = CallEventType.CALL_STARTED;
    return event(call, type)
        .id(EventIds.of(integration.value(), type.wireName(), call.callId().value()))
        .build();
  }

  private CallEvent asked(CallFacts call, CallEventType type) {
    String id =
        EventIds.of(
            integration.value(),
            type.wireName(),
            call.callId().value(),
            call.node(),
            call.digits(),
            call.receivedAt().toString());
    return event(call, type).id(id).digits(call.digits()).node(call.node()).build();
  }

  private CallEvent.Builder event(CallFacts call, CallEventType type) {
    return CallEvent.builder()
        .type(type)
        .integration(integration)
        .platform(name())
        .callId(call.callId())
        .direction(call.direction())
        .occurredAt(call.receivedAt())
        .receivedAt(call.receivedAt())
        .caller(call.caller())
        .called(call.called())
        .clientPhone(call.clientPhone())
        .linePhone(call.linePhone())
        .agent(call.agent())
        .raw(call.raw());
  }

  @Override
  public PbxResponse reply(Reading reading, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Decided(Decision decision) ->
          answers.write(ActionFit.of(decision, options.profile()).decision());
      case Outcome.NothingToSay(), Outcome.TooLate(), Outcome.NotStored() ->
          answers.write(Decision.NEUTRAL);
    };
  }

  @Override
  public PbxResponse refuse(RejectedRequest rejection) {
    return switch (rejection.reason()) {
      case UNAUTHORIZED -> PbxResponse.empty(401);
      case UNKNOWN_PATH -> PbxResponse.empty(404);
      case WRONG_METHOD -> PbxResponse.empty(405, new Header("Allow", "GET, POST"));
      case TOO_LARGE -> PbxResponse.empty(413);
      case UNREADABLE -> answers.neutral(400);
    };
  }

  @Override
  public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
    return ActionFit.of(decision, options.profile());
  }
}
