package dev.ringbus.store;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The calls that are assembled from events. */
public interface CallStore {

  /**
   * Adds what is new of these events, and stores what the assembly makes of each call that they
   * touch together with its deliveries: all in one transaction. The result has every touched call
   * as it is now, also those of which nothing was new; several writers of one call wait for each
   * other. Fails with {@link StoreUnavailable}, and then nothing was stored.
   */
  Mono<List<Call>> record(List<CallEvent> events, Assembly assembly);

  /** Calls that are not over and are due to be closed at that time, the longest due first. */
  Mono<List<Call>> dueToClose(Instant now, int limit);

  /**
   * Remembers a call that a CRM asked for, so that the call which follows is tied to it. One that
   * is remembered already is left as it is; it stays so after a call has followed and after it was
   * given up, so that a request which comes again is not made again.
   */
  Mono<Memory> await(Origination origination);

  /** Those that no call has followed until that time, the oldest first. */
  Mono<List<Origination>> overdue(Instant requestedBefore, int limit);

  /**
   * Gives up on a call that a CRM asked for, and stores the delivery that tells it so, unless a
   * call has followed meanwhile or it was given up before. The delivery has the {@link
   * Origination#key}, and the communication id is remembered for it. An origination that was never
   * awaited is given up as well.
   */
  Mono<Void> giveUp(Origination origination, PlannedDelivery failure);

  /** The calls of these keys that are stored, in any order. */
  Mono<List<Call>> find(List<CallKey> keys);

  /**
   * Removes calls that are over, have nothing open, and to which nothing was added for the time
   * that this store keeps them (30 days unless set otherwise), with all that belongs to them; the
   * oldest first; and instructions that are as old. How many there were of the more numerous: after
   * fewer than {@code limit} there are no more for now.
   *
   * <p>A replay of {@code ringbus.call-events} cannot register such a call again, since the topic
   * forgets after 14 days, and the store keeps calls for longer than that.
   */
  Mono<Integer> forget(Instant now, int limit);

  /** Whether something was known before. */
  enum Memory {
    NEW,
    KNOWN
  }
}
