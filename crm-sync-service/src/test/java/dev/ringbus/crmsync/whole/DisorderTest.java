package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallState;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.testkit.Property;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Events that come in any order, several times, or never. */
class DisorderTest {

  private static final int CALLS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SyncRig rig;
  private long writtenBefore;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
    rig = SyncRig.open(folder).start();
    writtenBefore = taken();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void registersEachCallOnceWhateverBecomesOfItsEvents() {
    Customer customer = rig.customer("disorder");
    Property.holds(
        "disorder",
        1,
        random -> {
          List<PhoneCall> calls = new ArrayList<>();
          List<List<CallEvent>> written = new ArrayList<>();
          for (PhoneCall call : customer.calls("call-", CALLS)) {
            List<CallEvent> events = inDisorder(call, random);
            events.forEach(event -> written.add(List.of(event)));
            calls.add(ended(events) ? call : new PhoneCall(call.key(), null, call.events()));
          }
          // Those of a call one after the other, and all of them among those of other calls.
          Collections.shuffle(written, new Random(random.nextLong()));
          rig.write(written);
          awaitTaken(written.size());
          await().until(() -> customer.open().isEmpty());
          // Now those whose end never came are overdue.
          rig.clock().move(Duration.ofHours(5));
          customer.awaitDone(calls);
          customer.assertEachOnce(calls);
          customer.assertNothingParked();
          assertThat(customer.deliveries(DeliveryState.DROPPED)).isEmpty();
          assertThat(calls)
              .allSatisfy(call -> assertThat(stored(call).state()).isEqualTo(CallState.ENDED));
        });
  }

  /** Most of its events, some of them twice, in any order. */
  private static List<CallEvent> inDisorder(PhoneCall call, RandomGenerator random) {
    List<CallEvent> events = new ArrayList<>();
    for (CallEvent event : call.events()) {
      int times = List.of(0, 1, 1, 1, 1, 1, 2, 3).get(random.nextInt(8));
      events.addAll(Collections.nCopies(times, event));
    }
    return events.isEmpty() ? call.events() : events;
  }

  private static boolean ended(List<CallEvent> events) {
    return events.stream().anyMatch(event -> event.type() == CallEventType.CALL_ENDED);
  }

  @Test
  void tellsNothingAgainWhenTheWholeTopicIsReadAgain() {
    Customer customer = rig.customer("replay");
    List<PhoneCall> calls = customer.calls("call-", 100);
    customer.tell(calls);
    customer.awaitDone(calls);
    customer.assertEachWhole(calls);

    rig.stop();
    forgetOffsets();
    rig.start();
    long events = calls.stream().mapToLong(call -> call.events().size()).sum();
    await().until(() -> taken() >= events);
    // The same once more, as a PBX repeats itself.
    customer.tell(calls);
    PhoneCall last = customer.call("last");
    customer.tell(last);
    await().until(() -> taken() >= 2 * events + last.events().size());
    List<PhoneCall> all = new ArrayList<>(calls);
    all.add(last);
    customer.awaitDone(all);
    customer.assertEachWhole(all);
  }

  private static void forgetOffsets() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
      await()
          .ignoreExceptions()
          .untilAsserted(() -> admin.deleteConsumerGroups(List.of("ringbus-crm-sync")).all().get());
    }
  }

  private void awaitTaken(long events) {
    await().until(() -> taken() - writtenBefore >= events);
  }

  /** How many events the service has taken in since it was started. */
  private long taken() {
    return (long)
        rig
            .bean(MeterRegistry.class)
            .find("ringbus.feed.records")
            .tag("topic", Topics.CALL_EVENTS)
            .counters()
            .stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  private Call stored(PhoneCall call) {
    return rig.inquiries().call(call.key()).block(PATIENCE).orElseThrow().call();
  }
}
