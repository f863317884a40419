package dev.ringbus.store.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.Assembly;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Calls in contents. */
final class InMemoryCallStore implements CallStore {

  private static final Duration KEPT = Duration.ofDays(30);

  private final Contents contents;

  InMemoryCallStore(Contents contents) {
    this.contents = contents;
  }

  /** Assembles everything before it stores anything: an assembly that fails leaves nothing. */
  @Override
  public Mono<List<Call>> record(List<CallEvent> events, Assembly assembly) {
    return contents.with(() -> {
      Map<CallKey, List<CallEvent>> histories = histories(events);
      List<Origination> awaited = new ArrayList<>(contents.awaited);
      Map<CallKey, AssembledCall> assembled = new LinkedHashMap<>();
      histories.forEach((key, history) -> {
        if (isNew(key, history)) {
          AssembledCall made = assembly.assemble(history(key, history, awaited));
          awaited.remove(made.answers());
          assembled.put(key, made);
        }
      });
      assembled.forEach((key, made) -> store(key, histories.get(key), made));
      return histories.keySet().stream().map(key -> contents.call(key).call).toList();
    });
  }

  /** All events of each call that is touched, the new ones last. */
  private Map<CallKey, List<CallEvent>> histories(List<CallEvent> events) {
    Map<CallKey, List<CallEvent>> histories = new LinkedHashMap<>();
    for (CallEvent event : events) {
      List<CallEvent> history =
          histories.computeIfAbsent(
              event.key(),
              key -> {
                StoredCall known = contents.calls.get(key);
                return known == null ? new ArrayList<>() : new ArrayList<>(known.events);
              });
      if (history.stream().noneMatch(known -> known.id().equals(event.id()))) {
        history.add(event);
      }
    }
    return histories;
  }

  private boolean isNew(CallKey key, List<CallEvent> history) {
    StoredCall known = contents.calls.get(key);
    return known == null || history.size() > known.events.size();
  }

  private CallHistory history(CallKey key, List<CallEvent> events, List<Origination> awaited) {
    StoredCall known = contents.calls.get(key);
    Set<String> planned =
        contents.of(key).map(delivery -> delivery.planned.key()).collect(Collectors.toSet());
    return new CallHistory(
        key,
        events,
        known == null ? null : known.call,
        planned,
        awaited.stream()
            .filter(origination -> origination.integration().equals(key.integration()))
            .sorted(Comparator.comparing(Origination::requestedAt))
            .toList());
  }

  private void store(CallKey key, List<CallEvent> events, AssembledCall made) {
    StoredCall stored = contents.call(key);
    stored.events.clear();
    stored.events.addAll(events);
    stored.call = made.call();
    stored.closeAt = made.closeAt();
    stored.changedAt = contents.now();
    contents.add(key, made.deliveries(), null);
    Origination answered = made.answers();
    if (answered != null && contents.awaited.remove(answered)) {
      stored.communicationIds.put(answered.crm(), answered.communicationId());
    }
  }

  @Override
  public Mono<List<Call>> dueToClose(Instant now, int limit) {
    return contents.with(() ->
        contents.calls.values().stream()
            .filter(stored -> stored.closeAt != null && !stored.closeAt.isAfter(now))
            .sorted(Comparator.comparing(stored -> stored.closeAt))
            .limit(limit)
            .map(stored -> stored.call)
            .toList());
  }

  @Override
  public Mono<Memory> await(Origination origination) {
    return contents.with(() -> {
      if (!contents.originations.add(id(origination))) {
        return Memory.KNOWN;
      }
      contents.awaited.add(origination);
      return Memory.NEW;
    });
  }

  @Override
  public Mono<List<Origination>> overdue(Instant requestedBefore, int limit) {
    return contents.with(() ->
        contents.awaited.stream()
            .filter(origination -> origination.requestedAt().isBefore(requestedBefore))
            .sorted(Comparator.comparing(Origination::requestedAt))
            .limit(limit)
            .toList());
  }

  @Override
  public Mono<Void> giveUp(Origination origination, PlannedDelivery failure) {
    return contents
        .with(() -> {
          boolean isAwaited =
              contents.awaited.removeIf(awaited -> id(awaited).equals(id(origination)));
          if (contents.originations.add(id(origination)) || isAwaited) {
            contents
                .call(origination.key())
                .communicationIds
                .put(origination.crm(), origination.communicationId());
            contents.add(origination.key(), List.of(failure), null);
          }
          return origination;
        })
        .then();
  }

  private static List<String> id(Origination origination) {
    return List.of(origination.crm(), origination.communicationId());
  }

  @Override
  public Mono<List<Call>> find(List<CallKey> keys) {
    return contents.with(() ->
        keys.stream()
            .distinct()
            .map(contents.calls::get)
            .filter(Objects::nonNull)
            .map(stored -> stored.call)
            .filter(Objects::nonNull)
            .toList());
  }

  @Override
  public Mono<Integer> forget(Instant now, int limit) {
    return contents.with(() -> {
      List<CallKey> old =
          contents.calls.values().stream()
              .filter(stored -> stored.isOver() && stored.changedAt.isBefore(now.minus(KEPT)))
              .map(stored -> stored.key)
              .filter(key -> contents.of(key).noneMatch(StoredDelivery::isOpen))
              .limit(limit)
              .toList();
      contents.calls.keySet().removeAll(old);
      contents.deliveries.removeIf(delivery -> old.contains(delivery.call));
      List<String> instructions =
          contents.instructions.values().stream()
              .filter(instruction -> instruction.createdAt().isBefore(now.minus(KEPT)))
              .map(StoredInstruction::id)
              .limit(limit)
              .toList();
      contents.instructions.keySet().removeAll(instructions);
      return Math.max(old.size(), instructions.size());
    });
  }
}
