package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.store.DeliveryView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An integration gets another CRM while the hub knows calls of it. */
class ChangedWorkspaceTest {

  private static final String OTHER = "other-kontur";
  private static final String MADE_FOR_MTS = "old";
  private static final List<CallEvent> CALL =
      Vendors.all(
          mts(0, 1),
          mts(2, 8, "DN1", "74957654321"),
          mts(6, 9, "DN1", "74957654321", "Result", "1280"),
          mts(30, 15, "DN1", "74957654321", "Result", "1"));
  private static final CallKey KEY = CALL.getFirst().key();

  private final AssemblyBench bench = new AssemblyBench();

  ChangedWorkspaceTest() {
    isOf(Planning.CRM);
    bench.follow();
  }

  private void isOf(@Nullable String crm) {
    configure(
        crm,
        Planning.crm(Planning.CRM, KonturSettings.TYPE),
        Planning.crm(OTHER, KonturSettings.TYPE),
        Planning.crm(MADE_FOR_MTS, CallEventSettings.TYPE));
  }

  private void configure(@Nullable String crm, ConfigResource... crms) {
    List<ConfigResource> all = new ArrayList<>(List.of(crms));
    all.add(Planning.integration(KEY.integration(), crm));
    bench.view.set(Configuration.of(all));
  }

  private List<String> workspaces() {
    return Objects.requireNonNull(bench.store.inquiries().call(KEY).block(Duration.ofSeconds(30)))
        .orElseThrow()
        .deliveries()
        .stream()
        .map(DeliveryView::crm)
        .distinct()
        .toList();
  }

  @Test
  void finishesACallWhereItWasBegun() {
    bench.comes(CALL.subList(0, 3));
    isOf(OTHER);
    bench.comes(CALL.subList(3, CALL.size()));

    assertThat(workspaces()).containsExactly(Planning.CRM);
    assertThat(bench.deliveries(KEY)).contains("call-started", "call-finished", "register-call");
  }

  @Test
  void registersNoCallOnceMoreWhenItsEventsComeAgain() {
    bench.comes(CALL);
    List<String> before = bench.deliveries(KEY);

    isOf(OTHER);
    bench.events.feed().follow("from the start", bench.ingest::take);

    assertThat(bench.deliveries(KEY)).isEqualTo(before);
    assertThat(workspaces()).containsExactly(Planning.CRM);
  }

  @Test
  void finishesACallWhereItWasBegunIfTheIntegrationHasNoCrmAnyMore() {
    bench.comes(CALL.subList(0, 3));
    isOf(null);
    bench.comes(CALL.subList(3, CALL.size()));

    assertThat(bench.deliveries(KEY)).contains("register-call");
  }

  @Test
  void keepsToACrmOfAnotherKind() {
    isOf(MADE_FOR_MTS);
    bench.comes(CALL.subList(0, 3));
    isOf(OTHER);
    bench.comes(CALL.subList(3, CALL.size()));

    assertThat(workspaces()).containsExactly(MADE_FOR_MTS);
    assertThat(bench.deliveries(KEY)).as("one for each report of the PBX").hasSize(4);
  }

  @Test
  void tellsNobodyTheRestWhenTheWorkspaceIsGone() {
    bench.comes(CALL.subList(0, 3));
    List<String> before = bench.deliveries(KEY);

    configure(OTHER, Planning.crm(OTHER, KonturSettings.TYPE));
    bench.comes(CALL.subList(3, CALL.size()));

    assertThat(bench.deliveries(KEY)).isEqualTo(before);
  }

  @Test
  void registersWhatNobodyWasToldOfWithTheWorkspaceOfNow() {
    isOf(null);
    bench.comes(CALL.subList(0, 3));
    isOf(OTHER);
    bench.comes(CALL.subList(3, CALL.size()));

    assertThat(workspaces()).containsExactly(OTHER);
    assertThat(bench.deliveries(KEY)).contains("register-call");
  }
}
