package dev.ringbus.crmsync.assembly;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which events of a call routing may tell the CRM of, for a plan asks it what is to be done: they
 * are left to routing for a while, so that the CRM is told of each once. Routing says what became
 * of it; without a word from it they are told here when the while is over.
 *
 * @param ofPbx whether the CRM is asked about events at which the PBX waits for a decision
 * @param duringCall whether it is asked about events of connected calls
 * @param within until when routing has said what became of it, counted from the event's receipt
 */
record Questions(boolean ofPbx, boolean duringCall, Duration within) {

  static final Questions NONE = new Questions(false, false, Duration.ZERO);

  /** For what is said of it to get here. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

  static Questions of(Integration integration, Workspace workspace, Configuration configuration) {
    return Optional.ofNullable(integration.plan())
        .flatMap(configuration::plan)
        .map(plan -> of(plan, workspace.crm(), configuration))
        .orElse(NONE);
  }

  private static Questions of(Plan plan, String crm, Configuration configuration) {
    Duration within = plan.deadline().plus(answersWithin(crm, configuration)).plus(ON_THE_WAY);
    return new Questions(plan.asks(crm), plan.asksDuringCall(crm), within);
  }

  private static Duration answersWithin(String crm, Configuration configuration) {
    try {
      return configuration
          .crm(crm)
          .map(found -> CallEventSettings.of(found).within())
          .orElse(CallEventSettings.WITHIN);
    } catch (InvalidCrm _) {
      return CallEventSettings.WITHIN;
    }
  }

  /**
   * When the CRM is to be told of an event, if routing has not told it.
   *
   * @param events of its call, in the order of their receipt
   */
  Instant tellAt(CallEvent event, List<CallEvent> events, Instant now) {
    Instant at = event.receivedAt().toInstant().plus(within);
    return at.isAfter(now) && mayBeAsked(event, events) ? at : now;
  }

  private boolean mayBeAsked(CallEvent event, List<CallEvent> events) {
    return (ofPbx && isOfQuestion(event, events)) || (duringCall && isDuringCall(event, events));
  }

  /** The question is about what was said last in the request that asks it. */
  private static boolean isOfQuestion(CallEvent event, List<CallEvent> events) {
    List<CallEvent> ofRequest =
        events.stream().filter(one -> one.receivedAt().isEqual(event.receivedAt())).toList();
    return ofRequest.stream().anyMatch(Questions::isQuestion)
        && ofRequest.stream()
            .filter(one -> !isQuestion(one))
            .reduce((_, last) -> last)
            .filter(event::equals)
            .isPresent();
  }

  private static boolean isQuestion(CallEvent event) {
    return event.type() == CallEventType.DECISION_ASKED;
  }

  private static boolean isDuringCall(CallEvent event, List<CallEvent> events) {
    return event.type() == CallEventType.LEG_CONNECTED
        || (event.type() != CallEventType.CALL_ENDED && isAfterConnection(event, events));
  }

  private static boolean isAfterConnection(CallEvent event, List<CallEvent> events) {
    return events.stream()
        .takeWhile(one -> !one.equals(event))
        .anyMatch(one -> one.type() == CallEventType.LEG_CONNECTED);
  }
}
