package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.simulator.kontur.Fault;
import dev.ringbus.simulator.kontur.Occasion;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.store.DeliveryState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A CRM that is not there for a day. */
class OutageTest {

  private static final int HOURS = 26;
  private static final int CALLS_AN_HOUR = 4;

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
  void bringsRegistrationsAndRecordingsWhenTheCrmIsBackAfterADay() {
    Customer customer = rig.customer("outage");
    List<PhoneCall> before = customer.calls("before-", 10);
    customer.tell(before);
    customer.awaitDone(before);
    customer.assertEachWhole(before);

    customer.crm().faults().add(new Fault.ServerError(503), Occasion.always());
    List<PhoneCall> meanwhile = aDay(customer);
    assertThat(meanwhile).noneMatch(customer::isRegistered);
    customer.crm().faults().clear();
    customer.awaitDone(meanwhile, Duration.ofMinutes(1));

    List<PhoneCall> all = new ArrayList<>(before);
    all.addAll(meanwhile);
    customer.assertEachOnce(all);
    customer.assertNothingParked();
    customer.assertAllTold(before);
    // Whether a registration that failed had arrived is asked with call-started, so there may be
    // one.
    assertThat(meanwhile)
        .allSatisfy(
            call -> assertThat(customer.told(call)).isIn(List.of(), List.of("call-started")));
    assertThat(customer.deliveries(DeliveryState.DROPPED))
        .hasSize(Customer.WHOLE.size() * meanwhile.size())
        .allSatisfy(dropped -> assertThat(dropped.reason()).contains("too late"));

    PhoneCall after = customer.call("after");
    customer.tell(after);
    customer.awaitDone(List.of(after));
    customer.assertAllTold(List.of(after));
  }

  /** Uploaded files live for a day, and these wait longer for their registration. */
  @ParameterizedTest
  @MethodSource
  void uploadsRecordingsAgainThatLapsedWhileNothingWasRegistered(Fault fault) {
    Customer customer = rig.customer("lapse");
    customer.crm().faults().add(fault, Occasion.always().of(Operation.REGISTER_CALL));
    List<PhoneCall> calls = customer.calls("call-", 10);
    customer.tell(calls);
    await().untilAsserted(() -> customer.assertAllTold(calls));
    await().until(() -> customer.crm().files().size() == 5);
    await().until(() -> customer.crm().faults().struck().size() == 1);
    List<PhoneCall> all = new ArrayList<>(calls);
    all.addAll(aDay(customer));
    customer.crm().faults().clear();
    customer.awaitDone(all, Duration.ofMinutes(1));
    customer.assertEachOnce(all);
    customer.assertNothingParked();
    assertThat(customer.crm().files()).hasSizeGreaterThan(all.size() / 2);
  }

  /** Refused, or perhaps taken. */
  static Stream<Fault> uploadsRecordingsAgainThatLapsedWhileNothingWasRegistered() {
    return Stream.of(new Fault.ServerError(503), new Fault.DropRequest());
  }

  /** Calls go on, hour after hour. */
  private static List<PhoneCall> aDay(Customer customer) {
    List<PhoneCall> calls = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      List<PhoneCall> ofHour = customer.calls("hour-" + hour + "-", CALLS_AN_HOUR);
      customer.tell(ofHour);
      await().until(() -> rig.inquiries().call(ofHour.getLast().key()).block().isPresent());
      calls.addAll(ofHour);
      rig.clock().move(Duration.ofHours(1));
    }
    return calls;
  }
}
