package dev.ringbus.crmsync.assembly;

import dev.ringbus.bus.CallLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.UnfitRecords;
import dev.ringbus.crmsync.work.Doorbell;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.StoreUnavailable;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes events in: makes them calls, stores these together with what CRMs are to be told, and
 * publishes them. Nothing counts as taken before all of that is done; what failed comes again, and
 * the store knows what it has already.
 */
final class Ingest {

  private static final Logger log = LoggerFactory.getLogger(Ingest.class);

  private final ConfigurationView view;
  private final CallStore store;
  private final CallLog calls;
  private final Doorbell doorbell;
  private final RegisterAfter registerAfter;
  private final Progress progress;
  private final AssemblyMeters meters;
  private final Clock clock;

  Ingest(
      ConfigurationView view,
      CallStore store,
      CallLog calls,
      Doorbell doorbell,
      RegisterAfter registerAfter,
      Progress progress,
      AssemblyMeters meters,
      Clock clock) {
    this.view = view;
    this.store = store;
    this.calls = calls;
    this.doorbell = doorbell;
    this.registerAfter = registerAfter;
    this.progress = progress;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Takes a batch; fails if the database or the broker does, and then it is to come again. Fails
   * with {@link UnfitRecords} if a call cannot be assembled, which is to come no more.
   */
  Mono<Void> take(List<CallEvent> events) {
    Configuration configuration = view.current();
    return record(events, configuration)
        .doOnNext(touched -> ringFor(touched, configuration))
        .flatMap(touched -> publish(touched).thenReturn(touched))
        .doOnSuccess(_ -> progress.taken(events))
        .doOnError(_ -> progress.failed())
        .then();
  }

  private Mono<List<Call>> record(List<CallEvent> events, Configuration configuration) {
    CallAssembly assembly = new CallAssembly(configuration, registerAfter, clock.instant());
    return store
        .record(events, assembly)
        .onErrorResume(
            fault -> !(fault instanceof StoreUnavailable),
            fault -> recordApart(events, configuration, fault));
  }

  /** One call that cannot be stored, by a fault of ours, is set apart and holds up no other. */
  private Mono<List<Call>> recordApart(
      List<CallEvent> events, Configuration configuration, Throwable fault) {
    Collection<List<CallEvent>> byCall =
        events.stream().collect(Collectors.groupingBy(CallEvent::key)).values();
    if (byCall.size() > 1) {
      return Flux.fromIterable(byCall)
          .concatMap(ofOne -> record(ofOne, configuration))
          .concatMapIterable(touched -> touched)
          .collectList();
    }
    meters.refused(events.size());
    CallKey key = events.getFirst().key();
    log.error(
        "{} events of call {} become dead letters: it cannot be assembled",
        events.size(),
        key,
        fault);
    return Mono.error(new UnfitRecords(events, fault));
  }

  private void ringFor(List<Call> touched, Configuration configuration) {
    touched.stream()
        .map(Call::integration)
        .distinct()
        .flatMap(integration -> configuration.integration(integration).stream())
        .flatMap(integration -> Workspace.of(integration, configuration).stream())
        .map(Workspace::crm)
        .distinct()
        .forEach(doorbell::ring);
  }

  private Mono<Void> publish(List<Call> touched) {
    return touched.isEmpty()
        ? Mono.empty()
        : calls.publish(touched).doOnSuccess(_ -> touched.forEach(meters::assembled));
  }
}
