package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.NOW;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.claimed;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryDeliveryLog;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final Workbench bench = new Workbench();
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryDeliveryLog log = new InMemoryDeliveryLog(broker);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Journal journal =
      new Journal(
          new Receipts(log, registry),
          new DeliveryMeters(registry),
          bench.store.inquiries(),
          "crm-sync-1",
          bench.clock);

  private static Ended sent(String remark) {
    ClaimedDelivery claimed = claimed(registration(CRM, NOW));
    return new Ended(
        new FinishedDelivery.Sent(claimed, NOW, "c-2", List.of(), remark, List.of()),
        NOW,
        Duration.ofMillis(40));
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  @Test
  void recordsWhatWasTold() {
    journal.ended(CRM, List.of(sent("user 306 has no account")));
    CrmDelivery record = log.deliveries(call(1).key()).getFirst();
    assertThat(record.delivery()).isEqualTo("17");
    assertThat(record.attempt()).isEqualTo(1);
    assertThat(record.outcome()).isEqualTo(CrmDelivery.Outcome.SENT);
    assertThat(record.communicationId()).isEqualTo("c-2");
    assertThat(record.reason()).isEqualTo("user 306 has no account");
    assertThat(record.took()).isEqualTo(Duration.ofMillis(40));
    assertThat(
            count(
                "ringbus.crm.operations",
                "crm",
                CRM,
                "operation",
                "register-call",
                "outcome",
                "sent"))
        .isEqualTo(1);
    assertThat(count("ringbus.crm.remarks", "crm", CRM, "operation", "register-call")).isEqualTo(1);
    assertThat(registry.get("ringbus.crm.operation").timer().count()).isEqualTo(1);
  }

  @Test
  void recordsNoAttemptWhereNoneWasMade() {
    ClaimedDelivery claimed = claimed(registration(CRM, NOW));
    journal.ended(
        CRM,
        List.of(
            new Ended(RetryPolicy.release(claimed, NOW, "no room"), NOW, null),
            new Ended(new FinishedDelivery.Dropped(claimed, NOW, "late"), NOW, null)));
    assertThat(log.deliveries())
        .extracting(record -> record.attempt() + " " + record.outcome().wireName())
        .containsExactly("0 dropped");
  }

  @Test
  void countsReceiptsThatTheBrokerDoesNotTake() {
    broker.down();
    journal.ended(CRM, List.of(sent("x"), sent("y")));
    assertThat(count("ringbus.lost", "what", "crm-deliveries")).isEqualTo(2);
  }

  @Test
  void keepsNoMoreReceiptsThanItCanForABrokerThatSaysNothing() {
    broker.silent();
    for (int i = 0; i < 10_003; i++) {
      journal.ended(CRM, List.of(sent("x")));
    }
    assertThat(count("ringbus.lost", "what", "crm-deliveries")).isEqualTo(3);
  }

  @Test
  void storesHowAWorkspaceDoes() {
    Condition condition =
        new Condition(
            Breaker.State.HALF_OPEN, Breaker.State.OPEN, 12.5, 3, NOW, NOW.plusSeconds(1), "503");
    journal.changed(CRM, condition);
    assertThat(bench.store.inquiries().workspaces(bench.now()).block())
        .flatExtracting(WorkspaceView::reports)
        .containsExactly(
            new WorkspaceReport(
                CRM,
                "crm-sync-1",
                bench.now(),
                "half-open",
                12.5,
                3,
                NOW,
                NOW.plusSeconds(1),
                "503"));
    assertThat(registry.get("ringbus.crm.breaker").tag("crm", CRM).gauge().value()).isEqualTo(0.5);
    assertThat(registry.get("ringbus.crm.recordings.breaker").tag("crm", CRM).gauge().value())
        .isEqualTo(1);
  }

  @Test
  void showsWhatWaitsAndForHowLong() {
    bench.plan(call(1), List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofSeconds(90));
    journal.look();
    assertThat(
            registry
                .get("ringbus.crm.waiting")
                .tags("crm", CRM, "state", "waiting")
                .gauge()
                .value())
        .isEqualTo(1);
    assertThat(registry.get("ringbus.crm.lag").tag("crm", CRM).gauge().value()).isEqualTo(90);
    journal.gone(CRM);
    assertThat(registry.find("ringbus.crm.waiting").gauges()).isEmpty();
  }

  @Test
  void countsWhatWasTakenUpLongAfterItsTime() {
    Instant muchLater = NOW.plus(Duration.ofMinutes(2));
    journal.claimed(CRM, List.of(claimed(registration(CRM, NOW))), muchLater);
    journal.claimed(CRM, List.of(claimed(registration(CRM, NOW))), NOW.plusSeconds(5));
    assertThat(count("ringbus.crm.overdue", "crm", CRM)).isEqualTo(1);
  }
}
