package dev.ringbus.crmsync.assembly;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCallLog;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryEventLog;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.testkit.InMemoryStore;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The assembly of calls on a bus and a store in memory. */
final class AssemblyBench {

  static final Duration QUIET = Duration.ofSeconds(10);

  final MovableClock clock = MovableClock.standing(Planning.NOW);
  final InMemoryBroker broker = new InMemoryBroker();
  final InMemoryEventLog events = new InMemoryEventLog(broker);
  final InMemoryCallLog published = new InMemoryCallLog(broker);
  final InMemoryConfigurationView view = new InMemoryConfigurationView();
  final InMemoryStore store = new InMemoryStore(clock);
  final MeterRegistry registry = new SimpleMeterRegistry();
  final List<String> rung = new CopyOnWriteArrayList<>();
  final Ingest ingest;
  final Closing closing;

  AssemblyBench() {
    this(false);
  }

  /**
   * @param failsAtOne whether the store fails by a fault of its own at call 17 of MTS
   */
  AssemblyBench(boolean failsAtOne) {
    CallStore calls = failsAtOne ? new FaultyCallStore(store.calls()) : store.calls();
    AssemblyMeters meters = new AssemblyMeters(registry);
    Progress progress = new Progress(QUIET, clock);
    ingest = new Ingest(view, calls, published, rung::add, Planning.AFTER, progress, meters, clock);
    closing = new Closing(view, calls, events, progress, meters, clock);
  }

  /** Takes in what is on the topic, and from then on whatever comes. */
  void follow() {
    events.feed().follow("test", ingest::take);
  }

  void comes(List<CallEvent> happened) {
    events.feed().write(happened, Context.root());
  }

  Optional<Call> call(CallKey key) {
    return dossier(key).map(CallDossier::call);
  }

  List<String> deliveries(CallKey key) {
    return dossier(key).stream()
        .flatMap(dossier -> dossier.deliveries().stream())
        .map(DeliveryView::name)
        .toList();
  }

  private Optional<CallDossier> dossier(CallKey key) {
    return Objects.requireNonNull(store.inquiries().call(key).block(Duration.ofSeconds(10)));
  }
}
