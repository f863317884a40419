package dev.ringbus.store.testkit;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.StoreUnavailable;
import dev.ringbus.store.WorkspaceReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a store in memory holds. One user at a time, as if each had a transaction for all. */
final class Contents {

  final Map<CallKey, StoredCall> calls = new LinkedHashMap<>();
  final List<StoredDelivery> deliveries = new ArrayList<>();
  final List<Origination> awaited = new ArrayList<>();

  /** Those that are awaited, have been followed by a call, or were given up. */
  final Set<List<String>> originations = new HashSet<>();

  final Map<List<String>, WorkspaceReport> reports = new HashMap<>();

  /** By id, in the order in which they were first heard of. */
  final Map<String, StoredInstruction> instructions = new LinkedHashMap<>();

  private final Clock clock;
  private boolean away;
  private long lastDelivery;

  Contents(Clock clock) {
    this.clock = clock;
  }

  synchronized void goesAway() {
    away = true;
  }

  synchronized void comesBack() {
    away = false;
  }

  <T> Mono<T> with(Callable<T> work) {
    return Mono.fromCallable(() -> {
      synchronized (this) {
        if (away) {
          throw new StoreUnavailable("the store in memory is away", null);
        }
        return work.call();
      }
    });
  }

  Instant now() {
    return micros(clock.instant());
  }

  /** As exact as the database is. */
  static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  StoredCall call(CallKey key) {
    return calls.computeIfAbsent(key, k -> new StoredCall(k, now()));
  }

  /**
   * Adds what is not there yet.
   *
   * @param first what they go before, if they are in its lane
   */
  void add(CallKey call, List<PlannedDelivery> planned, @Nullable StoredDelivery first) {
    for (PlannedDelivery one : planned) {
      if (of(call).noneMatch(known -> known.planned.key().equals(one.key()))) {
        deliveries.add(new StoredDelivery(++lastDelivery, call, one, now(), first));
      }
    }
  }

  /** Drops what is open of the call for that workspace. */
  void drop(CallKey call, String crm, Instant at, String reason) {
    of(call)
        .filter(delivery -> delivery.isOpen() && delivery.planned.crm().equals(crm))
        .forEach(delivery -> delivery.finish(DeliveryState.DROPPED, at, reason));
  }

  /** As {@link #drop}, and remembers that there is an end. */
  void cutOff(CallKey call, PlannedDelivery end, Instant at, String reason) {
    call(call);
    drop(call, end.crm(), at, reason);
    if (of(call).noneMatch(known -> known.planned.key().equals(end.key()))) {
      add(call, List.of(end), null);
      deliveries.getLast().finish(DeliveryState.DROPPED, at, reason);
    }
  }

  Stream<StoredDelivery> of(CallKey call) {
    return deliveries.stream().filter(delivery -> delivery.call.equals(call));
  }

  /** The delivery of that claim, unless it was lost. */
  Optional<StoredDelivery> held(ClaimedDelivery claim) {
    return deliveries.stream()
        .filter(delivery -> delivery.id == claim.id())
        .filter(delivery -> delivery.isBeingSent() && delivery.claim == claim.claim())
        .findFirst();
  }

  /** Of each call what is open and first in its lane: what is being sent, else the earliest. */
  Stream<StoredDelivery> heads(String crm, Lane lane) {
    return deliveries.stream()
        .filter(delivery -> delivery.planned.crm().equals(crm) && delivery.isOpen())
        .filter(delivery -> delivery.planned.lane() == lane)
        .collect(
            Collectors.toMap(
                StoredDelivery::lane,
                Function.identity(),
                BinaryOperator.minBy(
                    Comparator.comparing((StoredDelivery delivery) -> !delivery.isBeingSent())
                        .thenComparing(StoredDelivery.IN_LANE)),
                LinkedHashMap::new))
        .values()
        .stream();
  }
}
