package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestTest {

  private static final List<CallEvent> CALL =
      Vendors.all(
          mts(0, 1),
          mts(2, 8, "DN1", "74957654321"),
          mts(6, 9, "DN1", "74957654321", "Result", "1280"),
          mts(30, 15, "DN1", "74957654321", "Result", "1"));
  private static final CallKey KEY = CALL.getFirst().key();
  private static final List<CallEvent> OTHER =
      comagic(0, "cdr_id", "123", "numa", "74952345678", "numb", "74951234567");
  private static final CallKey OTHER_KEY = OTHER.getFirst().key();

  private final AssemblyBench bench = new AssemblyBench();

  IngestTest() {
    bench.view.set(Planning.configuration(KEY.integration(), Planning.CRM));
  }

  private double count(String meter) {
    return bench.registry.get(meter).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Test
  void storesAndPublishesACallAndSaysThatThereIsWork() {
    bench.follow();
    bench.comes(CALL.subList(0, 3));
    bench.comes(CALL.subList(3, CALL.size()));

    assertThat(bench.call(KEY))
        .hasValueSatisfying(call -> {
          assertThat(call.state()).isEqualTo(CallState.ENDED);
          assertThat(bench.published.calls(KEY).getLast()).isEqualTo(call);
        });
    assertThat(bench.published.calls(KEY)).hasSize(2);
    assertThat(bench.deliveries(KEY)).contains("call-started", "call-finished", "register-call");
    assertThat(bench.rung).containsExactly(Planning.CRM, Planning.CRM);
    assertThat(count("ringbus.calls.assembled")).isEqualTo(2);
  }

  @Test
  void publishesCallsOfIntegrationsWithoutACrm() {
    bench.view.set(Configuration.EMPTY);
    bench.follow();
    bench.comes(CALL);
    bench.comes(OTHER);

    assertThat(bench.published.calls()).hasSize(2);
    assertThat(bench.deliveries(KEY)).isEmpty();
    assertThat(bench.rung).isEmpty();
  }

  @Test
  void plansNothingWhenTheTopicIsReadAgain() {
    bench.follow();
    bench.comes(CALL);
    List<String> planned = bench.deliveries(KEY);

    bench.events.feed().follow("from the start", bench.ingest::take);

    assertThat(bench.published.calls(KEY)).hasSize(2);
    assertThat(bench.published.calls(KEY).getLast()).isEqualTo(bench.call(KEY).orElseThrow());
    assertThat(bench.deliveries(KEY)).isEqualTo(planned);
  }

  @Test
  void losesNothingWhileTheDatabaseIsAway() {
    bench.store.goesAway();
    bench.follow();
    bench.comes(CALL);
    assertThat(bench.published.calls()).isEmpty();

    bench.store.comesBack();

    await().until(() -> bench.published.calls(KEY).size() == 1);
    assertThat(bench.call(KEY))
        .hasValueSatisfying(call -> assertThat(call.events()).isEqualTo(CALL.size()));
  }

  @Test
  void losesNothingWhileTheBrokerIsAway() {
    bench.broker.down();
    bench.follow();
    bench.comes(CALL);
    assertThat(bench.published.calls()).isEmpty();
    assertThat(bench.call(KEY)).isPresent();

    bench.broker.up();

    await().until(() -> bench.published.calls(KEY).size() == 1);
  }

  @Test
  void makesDeadLettersOfACallThatCannotBeStoredAndOfNoOther() {
    AssemblyBench faulty = new AssemblyBench(true);
    faulty.comes(Vendors.all(CALL, OTHER));
    faulty.follow();

    assertThat(faulty.published.calls()).extracting(call -> call.key()).containsExactly(OTHER_KEY);
    assertThat(faulty.registry.get("ringbus.calls.refused").counter().count())
        .isEqualTo(CALL.size());
    assertThat(faulty.events.feed().deadLetters()).containsExactlyInAnyOrderElementsOf(CALL);
  }
}
