package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.Leg;
import dev.ringbus.model.LegProgress;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a call amount to. Pure, and the same for the same events whatever order they
 * came in and however often: they are sorted by the vendor's time first. PBXs leave things out, so
 * that nothing is relied on: an answer without ringing, an end without a start and a start dated
 * after the end all make a call.
 */
final class CallFold {

  private final CallKey key;
  private final List<CallEvent> events;
  private final @Nullable CallEnd end;
  private final CallParties parties;
  private final List<LegDraft> drafts;

  private CallFold(CallKey key, List<CallEvent> events) {
    this.key = key;
    this.events = events;
    end = CallEnd.of(events).orElse(null);
    parties = CallParties.of(events);
    // A PBX that asks is told of by its questions; one that only reports rings when it starts.
    boolean asks = events.stream().anyMatch(event -> event.type() == CallEventType.DECISION_ASKED);
    Legs legs = new Legs(key, parties, end, !asks);
    Moments.of(events).forEach(legs::take);
    drafts = legs.drafts();
  }

  /**
   * The call.
   *
   * @param events all of it, at least one
   */
  static Call of(CallKey key, Collection<CallEvent> events) {
    return new CallFold(key, Moments.inOrder(events)).call();
  }

  private Call call() {
    if (end != null) {
      finishLegs(end);
    }
    List<Leg> legs = drafts.stream().map(draft -> new LegParties(parties).leg(draft, end)).toList();
    CallOutcome outcome = end == null ? null : outcome(end);
    OffsetDateTime answeredAt = answeredAt(legs);
    return new Call(
        key.integration(),
        events.getFirst().platform(),
        key.callId(),
        state(),
        parties.direction(),
        parties.client(),
        parties.line(),
        outcome,
        end == null ? null : end.endedBy(),
        startedAt(),
        answeredAt,
        end == null ? null : end.at(),
        end == null ? null : duration(end, answeredAt),
        legs,
        new CallRecordings(drafts).of(events),
        end == null ? null : end.inferred(),
        events.size());
  }

  private CallState state() {
    if (end != null) {
      return CallState.ENDED;
    }
    return isAnswered() ? CallState.CONNECTED : CallState.RINGING;
  }

  private boolean isAnswered() {
    return drafts.stream().anyMatch(LegDraft::wasAnswered);
  }

  /**
   * The earliest time that the vendor gives, whatever happened then: of a call whose start is dated
   * after its end it is that of the end.
   */
  private OffsetDateTime startedAt() {
    return events.getFirst().occurredAt();
  }

  /** An employee who was not hung up on, as far as is known, was on the line until the end. */
  private void finishLegs(CallEnd over) {
    Optional<LegDraft> unheard =
        over.outcome() == CallOutcome.ANSWERED ? ringingLast() : Optional.empty();
    if (!isAnswered()) {
      unheard.ifPresent(leg -> leg.connect(conversationStart(over, leg)));
    }
    CallOutcome missed =
        over.isInferred() ? null : isAnswered() ? CallOutcome.NO_ANSWER : missed(over);
    for (LegDraft leg : drafts) {
      if (!leg.isOver()) {
        leg.finish(over.at(), missed, leg.wasAnswered() ? over.endedBy() : null);
      }
    }
  }

  private Optional<LegDraft> ringingLast() {
    return drafts.reversed().stream().filter(LegDraft::isRinging).findFirst();
  }

  private static OffsetDateTime conversationStart(CallEnd over, LegDraft leg) {
    if (over.duration() == null) {
      return leg.appearedAt();
    }
    OffsetDateTime start = over.at().minus(over.duration());
    return start.toInstant().isAfter(leg.appearedAt().toInstant()) ? start : leg.appearedAt();
  }

  /** Nobody knows of a call whose end was inferred; any other was answered, or missed somehow. */
  private @Nullable CallOutcome outcome(CallEnd over) {
    if (over.isInferred()) {
      return null;
    }
    return isAnswered() ? CallOutcome.ANSWERED : missed(over);
  }

  private CallOutcome missed(CallEnd over) {
    if (over.outcome() != null) {
      return over.outcome();
    }
    if (over.endedBy() == EndedBy.CALLER) {
      return CallOutcome.CANCELLED;
    }
    return drafts.reversed().stream()
        .map(leg -> Optional.ofNullable(leg.outcome()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(CallOutcome.NO_ANSWER);
  }

  private @Nullable OffsetDateTime answeredAt(List<Leg> legs) {
    Optional<OffsetDateTime> connected =
        legs.stream()
            .flatMap(leg -> leg.when(LegProgress.CONNECTED).stream())
            .min(Comparator.comparing(OffsetDateTime::toInstant));
    if (connected.isPresent() || end == null || end.outcome() != CallOutcome.ANSWERED) {
      return connected.orElse(null);
    }
    return end.duration() == null ? null : end.at().minus(end.duration());
  }

  private @Nullable Duration duration(CallEnd over, @Nullable OffsetDateTime answeredAt) {
    if (over.duration() != null || over.isInferred() || answeredAt == null) {
      return over.duration();
    }
    return Duration.between(answeredAt, over.at());
  }
}
