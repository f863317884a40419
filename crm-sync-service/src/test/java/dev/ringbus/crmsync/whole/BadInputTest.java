package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEventType;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.kontur.Fault;
import dev.ringbus.simulator.kontur.Faults;
import dev.ringbus.simulator.kontur.KnownParty;
import dev.ringbus.simulator.kontur.Occasion;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.simulator.kontur.Rule;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What PBXs, their recordings and CRMs do wrong. */
class BadInputTest {

  private static SyncRig rig;

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
    rig = SyncRig.open(folder).start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void registersACallOfAnEmployeeWithoutAUser() {
    Customer customer = rig.customer("unmapped");
    PhoneCall call = customer.call("1", new PhoneNumber("399"));
    customer.tell(call);
    customer.awaitDone(List.of(call));
    customer.assertEachWhole(List.of(call));
    assertThat(customer.known(call).registration().orElseThrow().items())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.from()).isEqualTo(new KnownParty(KnownParty.Kind.CLIENT, null));
          assertThat(item.to()).isEqualTo(new KnownParty(KnownParty.Kind.USER, null));
        });
    assertThat(
            rig.bean(MeterRegistry.class)
                .get("ringbus.crm.remarks")
                .tags("crm", customer.name(), "operation", "register-call")
                .counter()
                .count())
        .isEqualTo(1);
  }

  /** Whichever of the two statuses it comes under, although the body says 400. */
  @ParameterizedTest
  @EnumSource
  void parksWhatTheCrmFindsMalformedUntilAPersonSendsItAgain(Faults.Refusal status) {
    Customer customer = rig.customer("malformed");
    customer
        .crm()
        .faults()
        .refusing(status)
        .add(
            new Fault.FindMalformed("externalVatsPhone"),
            Occasion.always().of(Operation.REGISTER_CALL));
    PhoneCall lineless =
        customer.call("lineless").told(event -> event.linePhone(null).called(null));
    customer.tell(lineless);
    awaitPassing(() -> parkedRegistration(customer).isPresent() && customer.open().isEmpty());
    DeliveryView registration = parkedRegistration(customer).orElseThrow();
    assertThat(registration.reason()).contains("externalVatsPhone");
    assertThat(customer.crm().faults().struck()).containsExactly(Map.entry("FindMalformed", 1L));

    // From here on the CRM would take it, but it is not sent again unasked.
    customer.crm().faults().clear();
    PhoneCall other = customer.recorded("other", "other-5s.mp3");
    customer.tell(other);
    awaitPassing(() -> customer.isRegistered(other) && customer.open().isEmpty());
    assertThat(customer.isRegistered(lineless)).isFalse();
    assertThat(parkedRegistration(customer)).contains(registration);

    PhoneNumber line = new PhoneNumber("+74957654321");
    customer.tell(lineless.afterwards(CallEventType.CALL_ENDED, event -> event.linePhone(line)));
    await()
        .until(() ->
            rig.inquiries().call(lineless.key()).block().orElseThrow().call().linePhone() != null);
    assertThat(rig.inquiries().replay(registration.id(), rig.clock().instant()).block())
        .isPresent();
    customer.awaitDone(List.of(lineless, other));
    customer.assertEachOnce(List.of(lineless, other));
    assertThat(customer.known(lineless).registration().orElseThrow().vatsPhone())
        .isEqualTo("74957654321");
  }

  private static void awaitPassing(Callable<Boolean> condition) {
    await()
        .until(() -> {
          rig.clock().move(Duration.ofSeconds(5));
          return condition.call();
        });
  }

  private static Optional<DeliveryView> parkedRegistration(Customer customer) {
    return customer.deliveries(DeliveryState.PARKED).stream()
        .filter(parked -> parked.operation().equals("register-call"))
        .findFirst();
  }

  /** The first event of a call is refused, and those after it are of a call that nobody knows. */
  @ParameterizedTest
  @EnumSource
  void tellsTheStartAgainWhenItWasRefused(Faults.Refusal status) {
    Customer customer = rig.customer("late-line");
    customer
        .crm()
        .faults()
        .refusing(status)
        .add(
            new Fault.FindMalformed("externalVatsPhone"),
            Occasion.always().of(Operation.CALL_STARTED));
    PhoneCall call = customer.recorded("1", "late-line-5s.mp3");
    customer.tell(call.events().getFirst().toBuilder().linePhone(null).called(null).build());
    await()
        .untilAsserted(() ->
            assertThat(customer.deliveries(DeliveryState.PARKED))
                .singleElement()
                .satisfies(parked -> {
                  assertThat(parked.operation()).isEqualTo("call-started");
                  assertThat(parked.reason()).contains("externalVatsPhone");
                }));
    customer.crm().faults().clear();
    customer.tell(call);
    customer.awaitDone(List.of(call), Duration.ofSeconds(1));
    assertThat(customer.crm().violationCounts()).containsOnlyKeys(Rule.STARTED_FIRST);
    customer.crm().clearViolations();
    customer.assertEachOnce(List.of(call));
    assertThat(customer.told(call)).isEqualTo(Customer.WHOLE);
  }

  @Test
  void registersCallsWhoseRecordingsLeadToThisMachineWithoutAskingForThem() throws IOException {
    try (Trap trap = new Trap()) {
      int port = trap.port();
      Customer customer =
          rig.customer("loopback", "localhost", "127.0.0.1", "[::1]", "2130706433", "0.0.0.0");
      List<PhoneCall> calls = new ArrayList<>();
      for (String host :
          List.of(
              "localhost",
              "LOCALHOST.",
              "127.0.0.1",
              "127.1",
              "2130706433",
              "0x7f000001",
              "0177.0.0.1",
              "0.0.0.0",
              "[::1]",
              "[::ffff:127.0.0.1]",
              "user@127.0.0.1")) {
        String id = "direct-" + calls.size();
        String url = "http://%s:%d/%s.mp3".formatted(host, port, id);
        calls.add(customer.call(id).recorded(null, url));
        customer.crm().recordings().redirect("redirect-" + id + ".mp3", URI.create(url));
        calls.add(
            customer
                .call("redirected-" + calls.size())
                .recorded(null, customer.crm().recordingUrl("redirect-" + id + ".mp3")));
      }
      customer.tell(calls);
      customer.awaitDone(calls);
      customer.assertEachOnce(calls);
      assertThat(customer.deliveries(DeliveryState.PARKED))
          .hasSameSizeAs(calls)
          .allSatisfy(parked -> {
            assertThat(parked.operation()).isEqualTo("upload");
            assertThat(parked.reason()).isNotBlank();
          })
          .extracting(DeliveryView::call)
          .containsExactlyInAnyOrderElementsOf(calls.stream().map(PhoneCall::key).toList());
      assertThat(trap.visits()).isZero();

      Customer allowed = rig.customer("trapped", "127.0.0.1:" + port);
      allowed.tell(allowed.call("1").recorded(null, "http://127.0.0.1:" + port + "/1.mp3"));
      await().until(() -> trap.visits() > 0);
    }
  }

  /** They are asked for again for a day, and then a person can see why they are not there. */
  @Test
  void registersCallsWhoseRecordingsAreEmptyOrBreakOff() {
    Customer customer = rig.customer("broken-recordings");
    List<PhoneCall> broken =
        List.of(
            customer.call("empty").recorded(null, customer.crm().recordingUrl("empty-1.mp3")),
            customer
                .call("truncated")
                .recorded(null, customer.crm().recordingUrl("truncated-5s.mp3")));
    List<PhoneCall> late =
        List.of(
            customer.recorded("later", "later2-5s.mp3"),
            customer.recorded("failing", "failing2-5s.mp3"));
    List<PhoneCall> calls = new ArrayList<>(broken);
    calls.addAll(late);
    customer.tell(calls);
    await().untilAsserted(() -> customer.assertAllTold(calls));
    customer.awaitDone(calls, Duration.ofMinutes(30));
    customer.assertEachOnce(calls);
    assertThat(customer.deliveries(DeliveryState.PARKED))
        .extracting(DeliveryView::operation, DeliveryView::call, DeliveryView::reason)
        .satisfiesExactlyInAnyOrder(
            parked ->
                assertThat(parked.toString())
                    .contains("upload", broken.getFirst().externalId(), "24 h", "an empty file"),
            parked ->
                assertThat(parked.toString())
                    .contains("upload", broken.getLast().externalId(), "24 h", "before the rec"));
  }

  @Test
  void uploadsAgainWhenTheAccessKeyRunsOutMeanwhile() {
    Customer customer = rig.customer("keys");
    List<PhoneCall> calls = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      calls.add(customer.recorded("call-" + number, "keys-" + number + "-2000000b.mp3"));
    }
    customer
        .crm()
        .faults()
        .add(new Fault.ExpireKey(), Occasion.times(3).of(Operation.UPLOAD))
        .add(new Fault.ExpireKey(), Occasion.times(2).of(Operation.REGISTER_CALL));
    customer.tell(calls);
    customer.awaitDone(calls);
    customer.assertEachWhole(calls);
    assertThat(customer.crm().faults().struck()).containsEntry("ExpireKey", 5L);
    assertThat(customer.crm().counters().answers(401)).isGreaterThanOrEqualTo(5);
  }
}
