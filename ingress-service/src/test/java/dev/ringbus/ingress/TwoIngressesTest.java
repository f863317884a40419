package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Two instances on one broker, and a poller that has not heard yet that something was offered: it
 * waits on for both to see, as it does while a poller is being replaced.
 */
class TwoIngressesTest {

  private static final IntegrationId ID = new IntegrationId("of-two-ingresses");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static IngressService one;
  private static IngressService other;
  private static AnnotationConfigApplicationContext poller;

  @BeforeAll
  static void start() {
    one = new IngressService(TestKafka.bootstrapServers(), folder.resolve("one"));
    other = new IngressService(TestKafka.bootstrapServers(), folder.resolve("other"));
    poller = new AnnotationConfigApplicationContext();
    poller
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "ringbus.bootstrap-servers",
                    TestKafka.bootstrapServers(),
                    "ringbus.partitions",
                    3)));
    poller.register(BusConfiguration.class);
    poller.refresh();
    one.awaitReady();
    other.awaitReady();
    one.apply(List.of(Connections.integration(ID.value(), "mts", Pbx.MTS.key()).build()));
    await().atMost(PATIENCE).until(() -> poll(other, newCall()).status() == 200);
  }

  @AfterAll
  static void stop() {
    poller.close();
    other.close();
    one.close();
  }

  private static CallId newCall() {
    return new CallId(Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 2));
  }

  private static Response poll(IngressService at, CallId call) {
    return at.send(
        "GET /mts/"
            + ID
            + "/CallEvent/"
            + call
            + " HTTP/1.1\nHost: hub\nAuthorization: Basic "
            + Pbx.basic("mts", Pbx.MTS.key())
            + "\n\n");
  }

  private static boolean hangsUp(Response response) {
    assertThat(response.status()).isEqualTo(200);
    return response.body().contains("\"EventType\":4");
  }

  private static WaitingInstruction waiting(CallId call, int offers) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    return new WaitingInstruction(
        "for-" + call,
        ID,
        call,
        new Hangup(),
        "crm/acme-kontur",
        now,
        now.plusSeconds(60),
        1,
        offers,
        List.of());
  }

  private static void put(WaitingInstruction waiting) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          poller.getBean(InstructionLog.class).put(waiting, Context.root()).block(PATIENCE);
          return true;
        });
  }

  /** Each once: an instance that hears of its own record too late writes it again. */
  private static List<String> outcomes(CallId call) {
    return PlainKafka.read(Topics.INSTRUCTION_OUTCOMES, new CallKey(ID, call).toString()).stream()
        .map(record -> Json.read(record.value(), InstructionOutcome.class).id())
        .distinct()
        .toList();
  }

  /** Polls until it is told, as a PBX does; each poll before that is idle. */
  private static void isTold(IngressService at, CallId call) {
    await().atMost(PATIENCE).until(() -> hangsUp(poll(at, call)));
  }

  @Test
  void offersOnceWhoeverIsPolled() {
    CallId call = newCall();
    put(waiting(call, 0));

    isTold(one, call);

    for (int i = 0; i < 5; i++) {
      assertThat(hangsUp(poll(other, call))).isFalse();
      assertThat(hangsUp(poll(one, call))).isFalse();
    }
    assertThat(outcomes(call)).containsExactly("for-" + call + "/offered");
  }

  @Test
  void offersASecondTimeAtTheOther() {
    CallId call = newCall();
    put(waiting(call, 0));
    isTold(one, call);

    put(waiting(call, 1));

    isTold(other, call);
    assertThat(hangsUp(poll(one, call))).isFalse();
    assertThat(outcomes(call))
        .containsExactly("for-" + call + "/offered", "for-" + call + "/offered-2");
  }

  @Test
  void offersOnceToPollsOfBothAtTheSameTime() throws Exception {
    for (int round = 0; round < 10; round++) {
      CallId call = newCall();
      List<Callable<Response>> polls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        IngressService at = i % 2 == 0 ? one : other;
        polls.add(() -> poll(at, call));
      }
      put(waiting(call, 0));
      int told = 0;
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        while (told == 0) {
          for (Future<Response> answer : clients.invokeAll(polls)) {
            told += hangsUp(answer.get()) ? 1 : 0;
          }
        }
        for (Future<Response> answer : clients.invokeAll(polls)) {
          told += hangsUp(answer.get()) ? 1 : 0;
        }
      }
      assertThat(told).isEqualTo(1);
    }
  }

  @Test
  void tellsNobodyAgainAfterAnInstanceWasStartedAnew(@TempDir Path spool) {
    CallId call = newCall();
    put(waiting(call, 0));
    isTold(one, call);

    try (IngressService anew = new IngressService(TestKafka.bootstrapServers(), spool)) {
      anew.awaitReady();

      assertThat(hangsUp(poll(anew, call))).isFalse();
    }
  }
}
