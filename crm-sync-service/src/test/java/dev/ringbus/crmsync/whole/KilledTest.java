package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEventType;
import dev.ringbus.simulator.kontur.Fault;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.Occasion;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The process dies between the CRM's answer and its own note of it. */
class KilledTest {

  /** Longer than anybody waits: the CRM has taken it, and its answer is not there yet. */
  private static final Fault HELD = new Fault.Slow(Duration.ofHours(1));

  /** So that it is not done with all calls before the process dies. */
  private static final Fault LEISURELY = new Fault.Slow(Duration.ofMillis(300));

  /** And however long a busy machine takes to kill it: the rest stays as it is till then. */
  private static final Fault DOWN = new Fault.ServerError(503);

  private SyncRig rig;

  @BeforeEach
  void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
    rig = SyncRig.open(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void goesOnWhereTheProcessDiedAndDoesNothingTwice() throws IOException {
    Customer held = rig.customer("killed");
    Customer busy = rig.customer("any-moment");
    // These are registered, and then their recordings come.
    List<PhoneCall> registered = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      registered.add(held.call("registered-" + number));
    }
    // These are not yet.
    List<PhoneCall> fresh = held.calls("fresh-", 10);
    // And these are at any step when it dies.
    List<PhoneCall> underWay = busy.calls("call-", 200);
    busy.crm().faults().add(LEISURELY, Occasion.always());
    try (ServiceProcess dying = rig.startProcess()) {
      held.tell(registered);
      held.awaitDone(registered);
      busy.tell(underWay);
      await().until(() -> underWay.stream().filter(busy::isRegistered).count() >= 20);
      busy.crm().faults().add(DOWN, Occasion.always());
      // Last, since the process waits for an answer for some seconds only.
      holdAnswers(held, registered, fresh);
      dying.kill();
    }
    assertThat(held.deliveries(DeliveryState.SENDING))
        .extracting(DeliveryView::operation)
        .contains("register-call", "call-recording");
    assertThat(underWay).anyMatch(call -> !busy.isRegistered(call));
    held.crm().faults().clear();
    busy.crm().faults().clear();

    startAgain();
    registered.addAll(fresh);
    held.awaitDone(registered);
    held.assertEachWhole(registered);
    busy.awaitDone(underWay);
    busy.assertEachWhole(underWay);
  }

  /** The CRM has the fresh calls, and the recordings of the others: nobody heard that it does. */
  private static void holdAnswers(
      Customer customer, List<PhoneCall> registered, List<PhoneCall> fresh) {
    customer
        .crm()
        .faults()
        .add(HELD, Occasion.always().of(Operation.REGISTER_CALL, Operation.CALL_RECORDING));
    customer.tell(fresh);
    registered.replaceAll(call -> {
      String name = call.key().callId().value() + "-5s.mp3";
      String url = customer.crm().recordingUrl(name);
      customer.tell(
          call.afterwards(CallEventType.RECORDING_AVAILABLE, event -> event.recordingUrl(url)));
      return new PhoneCall(call.key(), name, call.events());
    });
    await()
        .until(() ->
            fresh.stream().allMatch(customer::isRegistered)
                && registered.stream()
                    .map(customer::known)
                    .map(KnownCall::attached)
                    .noneMatch(List::isEmpty));
  }

  /** When nobody holds a claim any more. */
  private void startAgain() {
    rig.clock().move(SyncRig.LEASE);
    rig.start();
  }
}
