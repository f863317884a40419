package dev.ringbus.store.testkit;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.PlannedDelivery;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery in memory. */
final class StoredDelivery {

  /** What precedes another one goes before it; else they go as they were planned. */
  static final Comparator<StoredDelivery> IN_LANE =
      Comparator.comparingLong((StoredDelivery delivery) -> delivery.place)
          .thenComparing(delivery -> delivery.place == delivery.id)
          .thenComparingLong(delivery -> delivery.id);

  final long id;
  final CallKey call;
  final Instant createdAt;
  final long place;
  PlannedDelivery planned;
  DeliveryState state = DeliveryState.WAITING;
  long claim;
  boolean replayed;
  int attempts;

  /** When it may be sent; of one that is being sent, when its claim runs out. */
  Instant dueAt;

  /** When it may first have been sent, whatever became of it then. */
  Instant firstDueAt;

  @Nullable String reason;
  @Nullable Instant finishedAt;

  StoredDelivery(
      long id,
      CallKey call,
      PlannedDelivery planned,
      Instant createdAt,
      @Nullable StoredDelivery before) {
    this.id = id;
    this.call = call;
    this.planned = planned;
    this.createdAt = createdAt;
    this.dueAt = Contents.micros(planned.notBefore());
    this.firstDueAt = dueAt;
    this.place = before != null && before.lane().equals(lane(call, planned)) ? before.place : id;
  }

  /** What shares its lane has an equal one. */
  Object lane() {
    return lane(call, planned);
  }

  private static Object lane(CallKey call, PlannedDelivery planned) {
    return List.of(call, planned.crm(), planned.lane());
  }

  boolean isOpen() {
    return switch (state) {
      case WAITING, SENDING, UNKNOWN -> true;
      case SENT, PARKED, DROPPED -> false;
    };
  }

  boolean isBeingSent() {
    return state == DeliveryState.SENDING;
  }

  void finish(DeliveryState end, Instant at, @Nullable String why) {
    state = end;
    finishedAt = Contents.micros(at);
    reason = why;
  }

  void postpone(DeliveryState next, Instant until, @Nullable String why) {
    state = next;
    dueAt = Contents.micros(until);
    reason = why;
  }

  /** It need not wait until later any more. */
  void fallsDue(Instant now) {
    dueAt = Contents.micros(now);
    firstDueAt = dueAt.isBefore(firstDueAt) ? dueAt : firstDueAt;
  }

  /** Makes it due. */
  void revive(Instant now) {
    dueAt = Contents.micros(now);
    firstDueAt = isOpen() ? firstDueAt : dueAt;
    attempts = 0;
    finishedAt = null;
  }

  /** Makes it as new. */
  void replay(Instant now) {
    replayed |= state == DeliveryState.UNKNOWN;
    revive(now);
    state = state == DeliveryState.UNKNOWN ? state : DeliveryState.WAITING;
    planned =
        new PlannedDelivery(
            planned.crm(),
            planned.name(),
            planned.lane(),
            planned.operation(),
            planned.payload(),
            planned.notBefore(),
            null);
  }

  DeliveryView view() {
    return new DeliveryView(
        id,
        planned.crm(),
        call,
        planned.name(),
        planned.operation(),
        state,
        attempts,
        reason,
        createdAt,
        state == DeliveryState.WAITING || state == DeliveryState.UNKNOWN ? dueAt : null,
        finishedAt);
  }
}
