package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryDeliveryLog;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Workspaces that come, change and go. */
class DeliveriesTest {

  private final Workbench bench = new Workbench();
  private final InMemoryConfigurationView view = new InMemoryConfigurationView();
  private final Map<String, ScriptedCrm> crms = new HashMap<>();
  private final Map<String, ScriptedConnection> connections = new HashMap<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Journal journal =
      new Journal(
          new Receipts(new InMemoryDeliveryLog(new InMemoryBroker()), registry),
          new DeliveryMeters(registry),
          bench.store.inquiries(),
          "crm-sync-1",
          bench.clock);
  private final Deliveries deliveries =
      new Deliveries(view, this::open, bench.equipment(), journal);

  private Optional<CrmConnection> open(Crm crm) {
    if (crm.type().equals("callevent")) {
      return Optional.empty();
    }
    if (crm.version().equals("faulty")) {
      throw new InvalidCrm(crm.id(), List.of("apiKey is missing"));
    }
    ScriptedCrm scripted = bench.crm();
    crms.put(crm.id() + " " + crm.version(), scripted);
    ScriptedConnection connection = new ScriptedConnection(scripted, 8, Settles.YES);
    connections.put(crm.id() + " " + crm.version(), connection);
    return Optional.of(connection);
  }

  private static Crm crm(String id, String version) {
    return crm(id, "kontur", version);
  }

  private static Crm crm(String id, String type, String version) {
    return new Crm(id, type, URI.create("http://127.0.0.1"), null, Map.of(), Map.of(), version);
  }

  private void configure(Crm... configured) {
    view.set(Configuration.of(Stream.of(configured).toList()));
  }

  private void plan(int call, String crm) {
    bench.plan(call(call), List.of(registration(crm, bench.now())));
    deliveries.ring(crm);
  }

  @Test
  void deliversToAWorkspaceAsSoonAsItIsConfigured() {
    deliveries.start();
    plan(1, "a");
    bench.pass(Duration.ofMinutes(1));
    configure(crm("a", "1"));
    bench.pass(Duration.ofSeconds(1));
    assertThat(crms.get("a 1").registrations(call(1))).isEqualTo(1);
    plan(2, "a");
    bench.pass(Duration.ofMillis(1));
    assertThat(crms.get("a 1").requests).hasSize(2);
  }

  @Test
  void changesOneWorkspaceUnderWayAndLeavesTheOthersAsTheyAre() {
    deliveries.start();
    configure(crm("a", "1"), crm("b", "1"));
    bench.pass(Duration.ofSeconds(1));
    crms.get("a 1").answersAfter(Duration.ofSeconds(2));
    plan(1, "a");
    bench.pass(Duration.ofSeconds(1));
    configure(crm("a", "2"), crm("b", "1"));
    bench.pass(Duration.ofMillis(500));
    assertThat(connections.get("a 1").closed).isFalse();
    plan(2, "a");
    bench.pass(Duration.ofSeconds(1));
    assertThat(crms.get("a 1").registrations(call(1))).isEqualTo(1);
    assertThat(crms.get("a 2").registrations(call(2))).isEqualTo(1);
    assertThat(connections.get("a 1").closed).isTrue();
    assertThat(connections).containsOnlyKeys("a 1", "a 2", "b 1");
    assertThat(connections.get("b 1").closed).isFalse();
  }

  @Test
  void stopsDeliveringToAWorkspaceThatIsGoneAndKeepsWhatWaits() {
    deliveries.start();
    configure(crm("a", "1"), crm("b", "1"));
    bench.pass(Duration.ofSeconds(1));
    configure(crm("b", "1"));
    bench.pass(Duration.ofSeconds(1));
    assertThat(connections.get("a 1").closed).isTrue();
    plan(1, "a");
    plan(2, "b");
    bench.pass(Duration.ofSeconds(5));
    assertThat(crms.get("a 1").requests).isEmpty();
    assertThat(crms.get("b 1").requests).hasSize(1);
    configure(crm("a", "1"), crm("b", "1"));
    bench.pass(Duration.ofSeconds(1));
    assertThat(crms.get("a 1").registrations(call(1))).isEqualTo(1);
  }

  @Test
  void showsWhyAWorkspaceCannotBeTold() {
    deliveries.start();
    configure(crm("a", "faulty"), crm("b", "1"));
    plan(2, "b");
    bench.pass(Duration.ofSeconds(1));
    assertThat(crms.get("b 1").requests).hasSize(1);
    assertThat(bench.store.inquiries().workspaces(bench.now()).block())
        .filteredOn(workspace -> workspace.crm().equals("a"))
        .flatExtracting(WorkspaceView::reports)
        .extracting(WorkspaceReport::breaker, WorkspaceReport::lastFailure)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("open", "the CRM a: apiKey is missing"));
    configure(crm("a", "2"), crm("b", "1"));
    plan(1, "a");
    bench.pass(Duration.ofSeconds(1));
    assertThat(crms.get("a 2").registrations(call(1))).isEqualTo(1);
  }

  @Test
  void leavesCrmsAloneThatAreNotToldAboutCalls() {
    deliveries.start();
    configure(crm("a", "callevent", "1"));
    plan(1, "a");
    bench.pass(Duration.ofSeconds(1));
    assertThat(connections).isEmpty();
  }

  @Test
  void endsWhatIsUnderWayWhenItStops() {
    deliveries.start();
    configure(crm("a", "1"), crm("b", "1"));
    bench.pass(Duration.ofSeconds(1));
    crms.get("a 1").answersAfter(Duration.ofSeconds(2));
    plan(1, "a");
    bench.pass(Duration.ofMillis(10));
    AtomicInteger stopped = new AtomicInteger();
    deliveries.stop().subscribe(_ -> {}, _ -> {}, stopped::incrementAndGet);
    bench.pass(Duration.ofSeconds(3));
    assertThat(stopped).hasValue(1);
    assertThat(crms.get("a 1").registrations(call(1))).isEqualTo(1);
    assertThat(connections.values()).allMatch(connection -> connection.closed);
  }
}
