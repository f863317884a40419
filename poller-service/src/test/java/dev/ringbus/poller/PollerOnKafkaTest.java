package dev.ringbus.poller;

import static dev.ringbus.poller.AroundPollers.PATIENCE;
import static dev.ringbus.poller.AroundPollers.newCall;
import static dev.ringbus.poller.AroundPollers.poller;
import static dev.ringbus.poller.AroundPollers.readiness;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.WaitingInstruction;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it starts by itself, on a real broker; the test is ingress. */
class PollerOnKafkaTest {

  private static AroundPollers around;

  private final CallKey call = newCall("mts");

  @BeforeAll
  static void start() {
    around = new AroundPollers();
  }

  @AfterAll
  static void stop() {
    around.close();
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE);
  }

  @Test
  void keepsAnInstructionUntilItIsOfferedAndProven() {
    try (ConfigurableApplicationContext poller = poller(Clock.systemUTC())) {
      patiently().until(() -> readiness(poller) == 200);
      around.connect(call);
      around.awaitLive(call);
      String id = around.hangUp(call);
      patiently().until(() -> !around.waiting(call).isEmpty());

      around.offer(call, id);
      patiently().until(() -> around.waiting(call).isEmpty());
      around.end(call);

      patiently()
          .untilAsserted(() ->
              assertThat(around.outcomes(call))
                  .containsExactly(id + " accepted", id + " offered", id + " delivered"));
      patiently().until(() -> !around.isLive(call));
    }
  }

  @Test
  void takesAwayAfterARestartWhatExpiredMeanwhile() {
    String id;
    try (ConfigurableApplicationContext _ = poller(Clock.systemUTC())) {
      around.connect(call);
      around.awaitLive(call);
      id = around.hangUp(call);
      patiently().until(() -> !around.waiting(call).isEmpty());
    }
    assertThat(around.waiting(call)).isNotEmpty();

    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
    try (ConfigurableApplicationContext _ = poller(later)) {
      patiently().until(() -> around.waiting(call).isEmpty());
      patiently()
          .untilAsserted(() ->
              assertThat(around.outcomes(call)).containsExactly(id + " accepted", id + " expired"));
    }
  }

  @Test
  void tellsAConnectedCallWhatItsPlanSays() {
    CallKey ruled = newCall("ruled");
    try (ConfigurableApplicationContext _ = poller(Clock.systemUTC())) {
      around.connect(ruled);
      patiently().until(() -> !around.waiting(ruled).isEmpty());

      assertThat(around.waiting(ruled))
          .singleElement()
          .satisfies(told -> {
            assertThat(told.instruction()).isEqualTo(new Return());
            assertThat(told.source()).isEqualTo("plan/acme/back");
          });
      around.end(ruled);
      patiently().until(() -> around.waiting(ruled).isEmpty());
    }
  }

  /** Two calls to each partition, and more: some move, some stay. */
  @Test
  void sharesMailboxesAmongInstancesAndLosesNone() {
    Map<CallKey, String> first = new LinkedHashMap<>();
    Map<CallKey, String> second = new LinkedHashMap<>();
    try (ConfigurableApplicationContext other = poller(Clock.systemUTC())) {
      List<CallKey> calls = Stream.generate(() -> newCall("mts")).limit(12).toList();
      calls.forEach(around::connect);
      calls.forEach(around::awaitLive);
      calls.forEach(key -> first.put(key, around.hangUpAnyTime(key)));
      first.keySet().forEach(key -> patiently().until(() -> around.waiting(key).size() == 1));
      try (ConfigurableApplicationContext one = poller(Clock.systemUTC())) {
        patiently().until(() -> readiness(one) == 200 && readiness(other) == 200);
        first.keySet().forEach(key -> second.put(key, around.hangUpAnyTime(key)));
        first.keySet().forEach(key -> patiently().until(() -> around.waiting(key).size() == 2));
        first.forEach((key, id) -> assertThat(ids(key)).containsExactly(id, second.get(key)));

        first.forEach(around::offer);
        first
            .keySet()
            .forEach(key ->
                patiently()
                    .untilAsserted(() -> assertThat(ids(key)).containsExactly(second.get(key))));
      }
      // The other has all of them again.
      second.forEach(around::offer);
      first.keySet().forEach(key -> patiently().until(() -> around.waiting(key).isEmpty()));
      first.keySet().forEach(around::end);
      first.forEach((key, id) ->
          patiently()
              .untilAsserted(() ->
                  assertThat(around.outcomes(key))
                      .containsExactlyInAnyOrder(
                          id + " accepted",
                          id + " offered",
                          id + " delivered",
                          second.get(key) + " accepted",
                          second.get(key) + " offered",
                          second.get(key) + " delivered")));
      first.keySet().forEach(key -> patiently().until(() -> !around.isLive(key)));
    }
  }

  private static List<String> ids(CallKey key) {
    return around.waiting(key).stream().map(WaitingInstruction::id).toList();
  }
}
