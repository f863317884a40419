package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.store.ClaimedDelivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A claimed delivery, from its claim to its result. Used on one worker alone. */
final class Errand {

  /** Changes if the lease ran out all the same, and the same process claimed it again. */
  private ClaimedDelivery claimed;

  private Instant leaseEnds;
  private Instant begunAt = Instant.MIN;
  private Gate.Seat seat = new Gate.Seat.OfNothing();
  private @Nullable CrmConnection over;
  private final Disposable.Swap run = Disposables.swap();

  Errand(ClaimedDelivery claimed, Instant leaseEnds) {
    this.claimed = claimed;
    this.leaseEnds = leaseEnds;
  }

  ClaimedDelivery claimed() {
    return claimed;
  }

  Instant leaseEnds() {
    return leaseEnds;
  }

  /** It is held by this claim now. */
  void heldBy(ClaimedDelivery later, Instant until) {
    claimed = later;
    leaseEnds = until;
  }

  /**
   * It is under way.
   *
   * @param connection that it uses, whatever is used later
   * @param taken what it takes up
   */
  void begin(Instant now, CrmConnection connection, Gate.Seat taken) {
    begunAt = now;
    over = connection;
    seat = taken;
  }

  Instant begunAt() {
    return begunAt;
  }

  Gate.Seat seat() {
    return seat;
  }

  boolean isOver(CrmConnection connection) {
    return connection.equals(over);
  }

  void runs(Disposable running) {
    run.update(running);
  }

  void cancel() {
    run.dispose();
  }
}
