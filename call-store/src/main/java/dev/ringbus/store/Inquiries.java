package dev.ringbus.store;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What people want to know of calls and deliveries. All fail with {@link StoreUnavailable}, and
 * lists with {@link UnknownPage} as well.
 */
public interface Inquiries {

  /** Calls that match, the latest first. */
  Mono<Page<Call>> calls(CallFilter filter, PageRequest page);

  /** One call with all that is known of it. */
  Mono<Optional<CallDossier>> call(CallKey key);

  /** Deliveries that match, the latest first. */
  Mono<Page<DeliveryView>> deliveries(DeliveryFilter filter, PageRequest page);

  /**
   * Sends one delivery again that is parked, dropped or unknown, however old it is: a person has
   * decided. It counts as never tried, and goes before what was planned after it. Empty if there is
   * none such.
   *
   * <p>One that is unknown stays so until it is claimed, and is then {@link
   * ClaimedDelivery#replayed}: the CRM may have it after all.
   */
  Mono<Optional<DeliveryView>> replay(long delivery, Instant now);

  /** As {@link #replay}, all that match; how many there are. */
  Mono<Long> replayAll(DeliveryFilter filter, Instant now);

  /** Every workspace that anything was reported of, or is to be delivered to. */
  Mono<List<WorkspaceView>> workspaces(Instant now);

  /** Stores how a workspace does; what one instance says replaces what it said before. */
  Mono<Void> report(WorkspaceReport report);

  /**
   * Which calls.
   *
   * @param from the first moment at which it may have begun
   * @param to the first at which it may not
   * @param number canonical, or an extension: the client's, ours, or an employee's of any leg
   * @param state as {@link dev.ringbus.model.CallState} spells it
   */
  record CallFilter(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String number,
      @Nullable String state,
      @Nullable String integration) {}

  /**
   * Which deliveries.
   *
   * @param from the first moment at which it may have been planned
   * @param to the first at which it may not
   */
  record DeliveryFilter(
      @Nullable DeliveryState state,
      @Nullable String crm,
      @Nullable String operation,
      @Nullable CallKey call,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /**
   * Where in a list.
   *
   * @param after the {@link Page#next} of the page before
   */
  record PageRequest(int size, @Nullable String after) {}

  /**
   * Part of a list.
   *
   * @param next asks for what follows; absent at the end
   */
  record Page<T>(List<T> items, @Nullable String next) {}
}
