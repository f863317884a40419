package dev.ringbus.crmsync.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than anybody waits: the CRM has taken it, and its answer is not there yet. */
  private static final Fault HELD = new Fault.Slow(Duration.ofHours(1));

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
  void registersAndAttachesOnceWhatTheCrmHadTakenWhenTheProcessDied() throws IOException {
    Customer customer = rig.customer("killed");
    // These are registered, and then their recordings come.
    List<PhoneCall> registered = new ArrayList<>();
    // And these are not yet.
    List<PhoneCall> fresh = customer.calls("fresh-", 10);
    for (int number = 0; number < 5; number++) {
      registered.add(customer.call("registered-" + number));
    }
    try (ServiceProcess dying = rig.startProcess()) {
      customer.tell(registered);
      customer.awaitDone(registered);
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
          .atMost(PATIENCE)
          .until(() ->
              fresh.stream().allMatch(customer::isRegistered)
                  && registered.stream()
                      .map(customer::known)
                      .map(KnownCall::attached)
                      .noneMatch(List::isEmpty));
      dying.kill();
    }
    assertThat(customer.deliveries(DeliveryState.SENDING))
        .extracting(DeliveryView::operation)
        .contains("register-call", "call-recording");
    customer.crm().faults().clear();

    List<PhoneCall> all = new ArrayList<>(registered);
    all.addAll(fresh);
    startAgain();
    customer.awaitDone(all);
    customer.assertEachWhole(all);
  }

  @Test
  void goesOnWhereTheProcessDiedAtAnyMoment() throws IOException {
    Customer customer = rig.customer("any-moment");
    List<PhoneCall> calls = customer.calls("call-", 200);
    try (ServiceProcess dying = rig.startProcess()) {
      customer.tell(calls);
      await()
          .atMost(PATIENCE)
          .until(() -> calls.stream().filter(customer::isRegistered).count() >= 20);
      dying.kill();
    }
    startAgain();
    customer.awaitDone(calls);
    customer.assertEachWhole(calls);
  }

  /** When nobody holds a claim any more. */
  private void startAgain() {
    rig.clock().pass(SyncRig.LEASE);
    rig.start();
  }
}
