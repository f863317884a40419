package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.assembly.Vendors.all;
import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static dev.ringbus.crmsync.whole.SyncRig.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.simulator.callevent.Asked;
import dev.ringbus.simulator.callevent.CrmData;
import dev.ringbus.simulator.callevent.Fault;
import dev.ringbus.simulator.callevent.Occasion;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.WorkspaceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of any PBX, told to CRMs that were made for MTS. */
class OldCrmTest {

  private static final List<CallEvent> BEGINNING =
      all(mts(0, 1), mts(1, 2), mts(3, 8, "DN1", "74957654321"));

  private static final List<CallEvent> REST =
      all(
          mts(9, 9, "DN1", "74957654321", "Result", "1280"),
          mts(40, 15, "DN1", "74957654321", "Result", "1"));

  private static final AtomicInteger NAMES = new AtomicInteger();

  private static SyncRig rig;
  private final List<OldCrm> opened = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
    rig = SyncRig.open(folder).start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void keepToWhatThePlatformDoes() {
    opened.forEach(crm -> assertThat(crm.crm().violations()).isEmpty());
    opened.forEach(OldCrm::close);
  }

  private OldCrm open(String name) {
    OldCrm crm = OldCrm.open(rig, name + "-" + NAMES.incrementAndGet());
    opened.add(crm);
    return crm;
  }

  @Test
  void isToldOfCallsOfEveryPbxOnceAndInOrder() {
    OldCrm old = open("every");
    CallKey ofMts = old.key("mts", "9007199254740993");
    List<CallEvent> mts = old.now(all(BEGINNING, REST), "9007199254740993");
    old.tell(mts);
    old.tell(mts);
    CallKey ofComagic = old.key("comagic", "cdr-1");
    old.tell(
        old.now(comagic(0, "cdr_id", "1", "numa", "74952345678", "numb", "74951234567"), "cdr-1"));
    CallKey ofSipSim = old.key("sipsim", "1488");
    PhoneCall answered =
        PhoneCall.answered(ofSipSim.integration(), "1488", PhoneCall.EMPLOYEE, rig.clock());
    old.tell(answered.events());

    old.awaitTold(ofMts, 1, 2, 8, 9, 15);
    old.awaitTold(ofComagic, 1);
    old.awaitTold(ofSipSim, 1, 10, 11, 15);
    assertThat(old.crm().calls()).hasSize(3);
    assertThat(old.crm().call(9007199254740993L)).isPresent();
    assertThat(told(old, ofSipSim))
        .extracting(CrmData::an, CrmData::un, CrmData::ext1, CrmData::result, CrmData::serviceType)
        .containsExactly(
            tuple("79161234567", "74951234567", "", "", 1),
            tuple("79161234567", "74951234567", "301", "", 1),
            tuple("79161234567", "74951234567", "301", "1280", 1),
            tuple("79161234567", "74951234567", "301", "1", 1));
    await().until(() -> states(old, ofMts).equals(List.of(DeliveryState.SENT)));
  }

  private static List<CrmData> told(OldCrm old, CallKey call) {
    return old.crm().call(OldCrm.id(call)).orElseThrow().told();
  }

  private static List<DeliveryState> states(OldCrm old, CallKey call) {
    return old.deliveries(call).stream().map(DeliveryView::state).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource
  void isToldNothingMoreOfACallAloneAfterNoAnswerWith200(Fault fault, String reason) {
    OldCrm old = OldCrm.open(rig, "ends-" + NAMES.incrementAndGet(), Duration.ofSeconds(3));
    opened.add(old);
    CallKey call = old.key("mts", "17");
    CallKey other = old.key("mts", "18");
    old.crm().faults().add(fault, Occasion.of(Asked.REPORT).ofCall(17).times(1));
    old.tell(old.now(BEGINNING, "17"));
    old.tell(old.now(BEGINNING, "18"));
    await().until(() -> states(old, call).equals(dropped()));
    old.tell(old.now(REST, "17"));
    old.tell(old.now(REST, "18"));
    old.awaitTold(other, 1, 2, 8, 9, 15);

    assertThat(old.told(call)).containsExactly(1);
    assertThat(old.deliveries(call))
        .hasSize(4)
        .allSatisfy(delivery -> assertThat(delivery.reason()).isEqualTo(reason))
        .extracting(DeliveryView::operation)
        .contains("end-requests");
  }

  static Stream<Arguments> isToldNothingMoreOfACallAloneAfterNoAnswerWith200() {
    return Stream.of(
        Arguments.of(new Fault.Status(500), "POST CallEvent: expected status 200, not 500"),
        Arguments.of(
            new Fault.Slow(Duration.ofMinutes(1)), "POST CallEvent: no answer within 3000 ms"));
  }

  @Test
  void goesOnAfterAnAnswerThatIsNone() {
    OldCrm old = open("malformed");
    old.crm().faults().add(Fault.Malformed.PAGE, Occasion.of(Asked.REPORT));
    old.tell(old.now(all(BEGINNING, REST), "17"));

    old.awaitTold(old.key("mts", "17"), 1, 2, 8, 9, 15);
  }

  @Test
  void isToldOfNewCallsWhenItIsBack() throws IOException {
    OldCrm old = open("away");
    CallKey before = old.key("mts", "17");
    old.tell(old.now(BEGINNING, "17"));
    old.awaitTold(before, 1, 2, 8);
    old.crm().stop();
    old.tell(old.now(BEGINNING, "18"));
    await().until(() -> states(old, old.key("mts", "18")).equals(dropped()));
    old.crm().resume();
    old.tell(old.now(REST, "17"));
    old.tell(old.now(all(BEGINNING, REST), "19"));

    old.awaitTold(before, 1, 2, 8, 9, 15);
    old.awaitTold(old.key("mts", "19"), 1, 2, 8, 9, 15);
    assertThat(old.told(old.key("mts", "18"))).isEmpty();
  }

  @Test
  void isToldNothingBeforeBothTestsWereAnswered() {
    OldCrm old = OldCrm.start(rig, "tests");
    opened.add(old);
    old.crm().faults().add(new Fault.Status(404), Occasion.activation());
    old.serve();
    await()
        .until(() ->
            report(old)
                .filter(it ->
                    "it is not activated: activation test GET CallEvent: expected status 200, not 404"
                        .equals(it.lastFailure()))
                .isPresent());
    assertThat(report(old).orElseThrow().breaker()).isEqualTo("open");
    old.tell(old.now(BEGINNING, "17"));
    await().until(() -> rig.inquiries().call(old.key("mts", "17")).block().isPresent());
    assertThat(old.told(old.key("mts", "17"))).isEmpty();

    old.crm().faults().clear();
    old.awaitTold(old.key("mts", "17"), 1, 2, 8);
    await().until(() -> report(old).filter(it -> it.breaker().equals("closed")).isPresent());
  }

  private static Optional<WorkspaceReport> report(OldCrm old) {
    return rig.inquiries().workspaces(rig.clock().instant()).block().stream()
        .filter(workspace -> workspace.crm().equals(old.name()))
        .flatMap(workspace -> workspace.reports().stream())
        .findFirst();
  }

  @Test
  void isNotToldWhatIsTooOldButTheEndOfACallThatItKnows() {
    OldCrm old = open("stale");
    CallKey known = old.key("mts", "17");
    CallKey unknown = old.key("mts", "18");
    old.tell(old.now(BEGINNING, "17"));
    old.awaitTold(known, 1, 2, 8);
    List<CallEvent> late = old.now(REST, "17");
    List<CallEvent> lateToo = old.now(all(BEGINNING, REST), "18");
    rig.clock().move(Duration.ofMinutes(20));
    old.tell(late);
    old.tell(lateToo);

    old.awaitTold(known, 1, 2, 8, 15);
    await().until(() -> states(old, unknown).equals(dropped()));
    assertThat(old.told(unknown)).isEmpty();
    assertThat(old.deliveries(known))
        .extracting(DeliveryView::operation)
        .containsOnly("tell-event", "begin-requests");
    assertThat(old.deliveries(unknown))
        .allSatisfy(delivery -> assertThat(delivery.attempts()).isZero())
        .filteredOn(delivery -> delivery.operation().equals("end-requests"))
        .extracting(DeliveryView::reason)
        .containsExactly("the call's beginning was too old to be told");
  }

  private static boolean isKnown(CallKey call) {
    return rig.inquiries().call(call).block().isPresent();
  }

  private static List<DeliveryState> dropped() {
    return List.of(DeliveryState.DROPPED);
  }

  @Test
  void isToldNothingOfACallWhoseRequestsAnotherServiceHasEnded() {
    OldCrm old = open("ended");
    CallKey call = old.key("mts", "17");
    rig.write(
        new CallCommand.EndRequests(
            "e1",
            old.name(),
            rig.clock().instant().atOffset(ZoneOffset.UTC),
            call,
            "POST CallEvent: expected status 200, not 404"));
    old.tell(old.now(BEGINNING.subList(0, 1), "18"));
    old.awaitTold(old.key("mts", "18"), 1);
    await()
        .untilAsserted(() ->
            assertThat(
                    rig.inquiries()
                        .deliveries(
                            new DeliveryFilter(null, old.name(), null, null, null, null),
                            new PageRequest(100, null))
                        .block()
                        .items())
                .extracting(DeliveryView::operation)
                .contains("end-requests"));
    old.tell(old.now(all(BEGINNING, REST), "17"));
    old.tell(old.now(all(BEGINNING, REST), "19"));
    old.awaitTold(old.key("mts", "19"), 1, 2, 8, 9, 15);
    await().until(() -> isKnown(call));

    assertThat(old.told(call)).isEmpty();
  }
}
