package dev.ringbus.crmsync.assembly;

import dev.ringbus.crm.callevent.http.CallEventClient;
import dev.ringbus.crmsync.work.Payload.EndRequests;
import dev.ringbus.crmsync.work.Payload.TellEvent;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.PlannedDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a workspace that is told of calls event by event is still to be told of one. Pure. Each
 * event has a delivery of its name, so that one which comes again is told once; and after the end
 * nothing is told, nor after the CRM has answered so that it is sent nothing more.
 */
final class EventPlanner {

  private final Workspace workspace;
  private final Questions questions;
  private final Instant now;

  EventPlanner(Workspace workspace, Questions questions, Instant now) {
    this.workspace = workspace;
    this.questions = questions;
    this.now = now;
  }

  /**
   * The deliveries, in the order in which they are to be made.
   *
   * @param events all that ever came of the call
   * @param planned the keys of all that was ever planned for it
   */
  List<PlannedDelivery> plan(List<CallEvent> events, Set<String> planned) {
    if (EndRequests.isPlanned(workspace.crm(), planned)) {
      return List.of();
    }
    List<CallEvent> toTell = untilEnd(events);
    if (toTell.isEmpty() || (isEnd(toTell.getLast()) && isPlanned(toTell.getLast(), planned))) {
      return List.of();
    }
    Instant worthUntil = staleAt(toTell.getFirst());
    return toTell.stream()
        .filter(event -> !isPlanned(event, planned))
        .map(event -> plan(event, worthUntil, questions.tellAt(event, events, now)))
        .toList();
  }

  /** What the CRM is told of at all, in order. */
  private static List<CallEvent> untilEnd(List<CallEvent> events) {
    List<CallEvent> told = new ArrayList<>();
    for (CallEvent event : Moments.inOrder(events)) {
      if (isTold(event)) {
        told.add(event);
        if (isEnd(event)) {
          break;
        }
      }
    }
    return told;
  }

  /** Whether the CRM is told of it here: a question is told by whoever asks it. */
  private static boolean isTold(CallEvent event) {
    return event.type() != CallEventType.DECISION_ASKED && CallEventClient.canTell(event);
  }

  private static boolean isEnd(CallEvent event) {
    return event.type() == CallEventType.CALL_ENDED;
  }

  private boolean isPlanned(CallEvent event, Set<String> planned) {
    return planned.contains(PlannedDelivery.key(workspace.crm(), TellEvent.name(event)));
  }

  /** The end of a call that the CRM knows is worth telling however late. */
  private PlannedDelivery plan(CallEvent event, Instant worthUntil, Instant notBefore) {
    return new TellEvent(event, worthUntil)
        .plan(workspace.crm(), notBefore, isEnd(event) ? null : staleAt(event));
  }

  private Instant staleAt(CallEvent event) {
    return event.receivedAt().toInstant().plus(workspace.staleAfter());
  }
}
