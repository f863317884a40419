package dev.ringbus.crmsync.delivery;

import dev.ringbus.model.CrmDelivery;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is done with, for now.
 *
 * @param at when
 * @param took the attempt; absent if there was none
 */
record Ended(FinishedDelivery finished, Instant at, @Nullable Duration took) {

  ClaimedDelivery claimed() {
    return finished.claimed();
  }

  /**
   * Whether anybody is to know: a claim that was merely given back is nobody's concern, and what
   * the other services were told they know.
   */
  boolean isNews() {
    return (took != null || isFinal()) && claimed().planned().lane() != Lane.HUB;
  }

  /** Whether anything was planned, or put off, that the other services are to be told. */
  boolean concernsHub() {
    return claimed().planned().lane() == Lane.HUB
        ? !isFinal()
        : switch (finished) {
          case FinishedDelivery.CutOff _ -> true;
          case FinishedDelivery.Sent sent ->
              sent.next().stream().anyMatch(next -> next.lane() == Lane.HUB);
          case FinishedDelivery.Uploaded _,
              FinishedDelivery.Parked _,
              FinishedDelivery.Dropped _,
              FinishedDelivery.Postponed _,
              FinishedDelivery.Deferred _,
              FinishedDelivery.Unsettled _ ->
              false;
        };
  }

  /** Whether it is over for good. */
  boolean isFinal() {
    return switch (finished) {
      case FinishedDelivery.Sent _,
          FinishedDelivery.Uploaded _,
          FinishedDelivery.Parked _,
          FinishedDelivery.CutOff _,
          FinishedDelivery.Dropped _ ->
          true;
      case FinishedDelivery.Postponed _,
          FinishedDelivery.Deferred _,
          FinishedDelivery.Unsettled _ ->
          false;
    };
  }

  CrmDelivery.Outcome outcome() {
    return switch (finished) {
      case FinishedDelivery.Sent _, FinishedDelivery.Uploaded _ -> CrmDelivery.Outcome.SENT;
      case FinishedDelivery.Postponed _, FinishedDelivery.Deferred _ ->
          CrmDelivery.Outcome.POSTPONED;
      case FinishedDelivery.Unsettled _ -> CrmDelivery.Outcome.UNKNOWN;
      case FinishedDelivery.Parked _ -> CrmDelivery.Outcome.PARKED;
      case FinishedDelivery.CutOff _, FinishedDelivery.Dropped _ -> CrmDelivery.Outcome.DROPPED;
    };
  }

  /** Why; of what was sent, what a person should know all the same. */
  @Nullable String reason() {
    return switch (finished) {
      case FinishedDelivery.Sent sent -> sent.remark();
      case FinishedDelivery.Uploaded uploaded -> uploaded.remark();
      case FinishedDelivery.Postponed postponed -> postponed.reason();
      case FinishedDelivery.Deferred deferred -> deferred.reason();
      case FinishedDelivery.Unsettled unsettled -> unsettled.reason();
      case FinishedDelivery.Parked parked -> parked.reason();
      case FinishedDelivery.CutOff cutOff -> cutOff.reason();
      case FinishedDelivery.Dropped dropped -> dropped.reason();
    };
  }

  /** When it is tried again, if it is. */
  @Nullable Instant until() {
    return switch (finished) {
      case FinishedDelivery.Postponed postponed -> postponed.until();
      case FinishedDelivery.Deferred deferred -> deferred.until();
      case FinishedDelivery.Unsettled unsettled -> unsettled.until();
      case FinishedDelivery.Sent _,
          FinishedDelivery.Uploaded _,
          FinishedDelivery.Parked _,
          FinishedDelivery.CutOff _,
          FinishedDelivery.Dropped _ ->
          null;
    };
  }

  /** The record of it for {@code ringbus.crm-deliveries}. */
  CrmDelivery record() {
    ClaimedDelivery claimed = claimed();
    String communicationId =
        finished instanceof FinishedDelivery.Sent sent && sent.communicationId() != null
            ? sent.communicationId()
            : claimed.communicationId();
    return new CrmDelivery(
        claimed.id() + "/" + claimed.claim(),
        Long.toString(claimed.id()),
        claimed.crm(),
        claimed.callKey().integration(),
        claimed.callKey().callId(),
        claimed.planned().operation(),
        took == null ? 0 : claimed.attempts() + 1,
        outcome(),
        reason(),
        communicationId,
        at.atOffset(ZoneOffset.UTC),
        took);
  }
}
