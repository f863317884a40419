package dev.ringbus.store.postgres;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.Assembly;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.Origination;
import dev.ringbus.store.postgres.CallRows.CallRow;
import dev.ringbus.store.postgres.DeliveryRows.Known;
import dev.ringbus.store.postgres.DeliveryRows.NewDelivery;
import dev.ringbus.store.postgres.EventRows.NewEvent;
import dev.ringbus.store.postgres.OriginationRows.End;
import dev.ringbus.store.postgres.WorkspaceCallRows.WorkspaceCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Stores one batch of events: locks the calls that they touch, loads what is known of them, has
 * them assembled, and stores what came of it. Each step is one statement for all calls.
 */
final class Recording {

  private final Map<CallKey, List<CallEvent>> batch;
  private final Assembly assembly;
  private final Instant now;

  Recording(List<CallEvent> events, Assembly assembly, Instant now) {
    this.batch =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    CallEvent::key, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    this.assembly = assembly;
    this.now = now;
  }

  /** A call that is touched. What is new of it may be nothing. */
  private record Touched(CallKey key, CallRow row, List<CallEvent> old, List<CallEvent> fresh) {

    List<CallEvent> events() {
      List<CallEvent> all = new ArrayList<>(old);
      all.addAll(fresh);
      return all;
    }
  }

  /** What is stored of the calls of a batch. */
  private record Stored(
      Map<CallKey, CallRow> rows,
      Map<Long, List<CallEvent>> events,
      Map<Long, Known> planned,
      List<Origination> awaited) {}

  /** Every touched call as it is then. */
  Mono<List<Call>> in(Session session) {
    return CallRows.lock(session, batch.keySet(), now)
        .flatMap(rows -> load(session, rows))
        .flatMap(stored -> {
          List<Touched> touched = touched(stored);
          List<Touched> changed = touched.stream().filter(one -> !one.fresh().isEmpty()).toList();
          if (changed.isEmpty()) {
            return Mono.just(calls(touched, Map.of()));
          }
          Map<Long, Assembled> assembled = assemble(changed, stored);
          return store(session, changed, assembled).thenReturn(calls(touched, assembled));
        });
  }

  private Mono<Stored> load(Session session, Map<CallKey, CallRow> rows) {
    List<Long> seenBefore = seenBefore(rows.values());
    List<IntegrationId> integrations =
        rows.keySet().stream().map(CallKey::integration).distinct().toList();
    return Mono.zip(
            EventRows.load(session, seenBefore),
            DeliveryRows.known(session, seenBefore),
            OriginationRows.awaited(session, integrations))
        .map(loaded -> new Stored(rows, loaded.getT1(), loaded.getT2(), loaded.getT3()));
  }

  /** Of a call that was added just now there is nothing to load. */
  private static List<Long> seenBefore(Collection<CallRow> rows) {
    return rows.stream().filter(CallRow::wasThere).map(CallRow::id).toList();
  }

  private List<Touched> touched(Stored stored) {
    List<Touched> touched = new ArrayList<>();
    batch.forEach((key, events) -> {
      CallRow row = Objects.requireNonNull(stored.rows().get(key));
      List<CallEvent> old = stored.events().getOrDefault(row.id(), List.of());
      Set<String> known = old.stream().map(CallEvent::id).collect(Collectors.toSet());
      List<CallEvent> fresh = events.stream().filter(event -> known.add(event.id())).toList();
      touched.add(new Touched(key, row, old, fresh));
    });
    return touched;
  }

  private static List<Call> calls(List<Touched> touched, Map<Long, Assembled> assembled) {
    return touched.stream()
        .map(one -> {
          Assembled made = assembled.get(one.row().id());
          return made == null ? one.row().call().orElseThrow() : made.call().call();
        })
        .toList();
  }

  /** What is to be stored of a call. */
  private record Assembled(AssembledCall call, List<NewDelivery> deliveries) {}

  /** One after the other, since a call that answers a request takes it from those after it. */
  private Map<Long, Assembled> assemble(List<Touched> changed, Stored stored) {
    List<Origination> awaited = new ArrayList<>(stored.awaited());
    Map<Long, Assembled> assembled = new LinkedHashMap<>();
    for (Touched one : changed) {
      long id = one.row().id();
      Known planned = stored.planned().getOrDefault(id, Known.NOTHING);
      AssembledCall made =
          assembly.assemble(
              new CallHistory(
                  one.key(),
                  one.events(),
                  one.row().call().orElse(null),
                  planned.keys(),
                  awaited.stream()
                      .filter(of -> of.integration().equals(one.key().integration()))
                      .toList()));
      awaited.remove(made.answers());
      assembled.put(id, new Assembled(made, DeliveryRows.news(id, planned, made.deliveries())));
    }
    return assembled;
  }

  private Mono<Void> store(Session session, List<Touched> changed, Map<Long, Assembled> assembled) {
    Map<Long, AssembledCall> calls = new LinkedHashMap<>();
    List<NewDelivery> deliveries = new ArrayList<>();
    assembled.forEach((id, made) -> {
      calls.put(id, made.call());
      deliveries.addAll(made.deliveries());
    });
    return Mono.when(
        EventRows.add(session, news(changed)),
        CallRows.update(session, calls, now),
        DeliveryRows.add(session, deliveries, now),
        answer(session, calls));
  }

  private static List<NewEvent> news(List<Touched> changed) {
    List<NewEvent> news = new ArrayList<>();
    for (Touched one : changed) {
      int n = one.old().size();
      for (CallEvent event : one.fresh()) {
        news.add(new NewEvent(one.row().id(), n++, event));
      }
    }
    return news;
  }

  private static Mono<Void> answer(Session session, Map<Long, AssembledCall> calls) {
    List<Origination> answered = new ArrayList<>();
    Map<WorkspaceCall, String> communicationIds = new LinkedHashMap<>();
    calls.forEach((id, made) -> {
      Origination origination = made.answers();
      if (origination != null) {
        answered.add(origination);
        communicationIds.put(
            new WorkspaceCall(id, origination.crm()), origination.communicationId());
      }
    });
    return answered.isEmpty()
        ? Mono.empty()
        : Mono.when(
            OriginationRows.end(session, answered, End.FOLLOWED),
            WorkspaceCallRows.identify(session, communicationIds));
  }
}
