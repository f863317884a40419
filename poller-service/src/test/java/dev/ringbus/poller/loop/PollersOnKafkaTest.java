package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.PollersOnKafka.EVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.model.CallKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Several pollers share the calls, on a real broker, and ask a real CRM. */
class PollersOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int CALLS = 60;

  @TempDir private static Path folder;
  private static PollersOnKafka pollers;
  private static List<CallKey> calls;

  @BeforeAll
  static void start() throws Exception {
    pollers = new PollersOnKafka(folder);
    calls = pollers.connect(CALLS);
  }

  @AfterEach
  void stopPollers() {
    pollers.stopPollers();
  }

  @AfterAll
  static void stop() {
    pollers.close();
  }

  private void awaitAllAsked() {
    long now = Clock.systemUTC().millis();
    await().atMost(PATIENCE).until(() -> pollers.crm.wasAskedAboutAll(calls, now));
  }

  private void neverTwiceInOneInterval() {
    assertThat(calls)
        .allSatisfy(call -> assertThat(pollers.crm.intervals(call, EVERY)).doesNotHaveDuplicates());
  }

  /** Between processes: what ends in one takes the connections of all that is in it with it. */
  @Test
  void movesCallsBetweenPollersAndAsksAboutNoneTwiceInOneInterval() throws Exception {
    Process one = pollers.inAnotherProcess();
    awaitAllAsked();

    ConfigurableApplicationContext other = pollers.inThisProcess();
    await().atMost(PATIENCE).until(() -> PollersOnKafka.calls(other) > 0);
    awaitAllAsked();
    assertThat(PollersOnKafka.calls(other)).isLessThan(CALLS);

    one.destroy();
    one.waitFor();
    await().atMost(PATIENCE).until(() -> PollersOnKafka.calls(other) == CALLS);
    awaitAllAsked();

    neverTwiceInOneInterval();
  }

  @Test
  void asksAboutTheCallsOfAPollerThatWasKilled() throws Exception {
    Process killed = pollers.inAnotherProcess();
    awaitAllAsked();
    ConfigurableApplicationContext left = pollers.inThisProcess();
    await().atMost(PATIENCE).until(() -> PollersOnKafka.calls(left) > 0);

    killed.destroyForcibly().waitFor();
    await().atMost(PATIENCE).until(() -> PollersOnKafka.calls(left) == CALLS);
    awaitAllAsked();

    neverTwiceInOneInterval();
  }

  @Test
  void goesOnAfterARestartWithTheCallsThatAreLive() throws Exception {
    Process before = pollers.inAnotherProcess();
    awaitAllAsked();
    before.destroy();
    before.waitFor();

    ConfigurableApplicationContext again = pollers.inThisProcess();
    await().atMost(PATIENCE).until(() -> PollersOnKafka.calls(again) == CALLS);
    awaitAllAsked();

    neverTwiceInOneInterval();
  }
}
