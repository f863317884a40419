package dev.ringbus.ingress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.WaitingInstruction;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A poll is answered with {@code ReturnCRMData} of the call in its path, whatever happens: MTS
 * stops polling a call at the first answer that is none.
 */
class IdlePollsTest {

  private static final String KEY = "key-of-acme-0001";
  private static final Integration ACME =
      Connections.integration("acme", "mts", KEY).user("mts").build();

  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @BeforeEach
  void configure() {
    ingress.broker.up();
    ingress.instructions.ready(true);
    ingress.offers.ready(true);
    ingress.configure(ACME);
  }

  private static String request(String path, String headers) {
    String basic = Base64.getEncoder().encodeToString(("mts:" + KEY).getBytes(US_ASCII));
    return "GET "
        + path
        + " HTTP/1.1\nHost: hub\nAuthorization: Basic "
        + basic
        + "\n"
        + headers
        + "\n";
  }

  private static Response poll(String call) {
    return ingress.send(request("/mts/acme/CallEvent/" + call, ""));
  }

  private static void waits(String call, Instruction instruction) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    ingress.instructions.put(
        new WaitingInstruction(
            "for-" + call,
            ACME.id(),
            new CallId(call),
            instruction,
            "crm/acme-kontur",
            now,
            now.plusSeconds(60)));
  }

  private static void assertIdle(Response response, String call) {
    assertAnswered(response, call, 0);
  }

  private static void assertAnswered(Response response, String call, int eventType) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().get("content-type")).isEqualTo("application/json; charset=UTF-8");
    assertThat(response.body())
        .isEqualTo("{\"CallID\":" + call + ",\"EventType\":" + eventType + ",\"Param\":\"\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9007199254740993", "9223372036854775807", "-5"})
  void answersWithTheCallOfThePath(String call) {
    assertIdle(poll(call), call);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mts/acme/CallEvent/7",
        "/mts/acme/CallEvent/7/",
        "/mts/acme/callevent/7",
        "/mts/acme//CallEvent/7",
        "/mts/acme/CallEvent/%37",
        "/mts/acm%65/CallEvent/7",
        "/mts/acme/CallEvent/+7",
        "/mts/acme/CallEvent/7?some=thing"
      })
  void answersHoweverThePathIsWritten(String path) {
    assertIdle(ingress.send(request(path, "")), "7");
  }

  @Test
  void answersWithABodyInTheRequest() {
    assertIdle(ingress.send(request("/mts/acme/CallEvent/7", "Content-Length: 2\n") + "{}"), "7");
  }

  @Test
  void answersTheKeyInTheUrl() {
    assertIdle(
        ingress.send("GET /mts/acme/CallEvent/7?key=" + KEY + " HTTP/1.1\nHost: hub\n\n"), "7");
  }

  @Test
  void answersWithoutABroker() {
    waits("71", new Instruction.Hangup());
    ingress.broker.down();

    assertIdle(poll("7"), "7");
    assertIdle(poll("71"), "71");
    ingress.broker.up();

    await().untilAsserted(() -> assertAnswered(poll("71"), "71", 4));
    assertIdle(poll("71"), "71");
  }

  @Test
  void answersBeforeItKnowsWhatWaits() {
    waits("72", new Instruction.Hangup());
    ingress.instructions.ready(false);
    assertIdle(poll("72"), "72");
    ingress.instructions.ready(true);
    ingress.offers.ready(false);
    assertIdle(poll("72"), "72");
    ingress.offers.ready(true);

    assertAnswered(poll("72"), "72", 4);
  }

  @Test
  void answersWhenSomethingWaitsThatMtsCannotBeTold() {
    waits("73", new Instruction.Pause(1));

    assertIdle(poll("73"), "73");
  }

  @Test
  void answersMoreThanWaitsAtOnce() throws Exception {
    waits("74", new Instruction.Hangup());
    List<Callable<Response>> polls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      polls.add(() -> poll("74"));
    }
    int told = 0;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Response> answer : clients.invokeAll(polls)) {
        boolean isTold = answer.get().body().contains("\"EventType\":4");
        told += isTold ? 1 : 0;
        assertAnswered(answer.get(), "74", isTold ? 4 : 0);
      }
    }
    assertThat(told).isEqualTo(1);
  }

  @Test
  void answersPollsOfAnIntegrationThatCannotBeServedAnyMore() {
    Integration broken =
        Connections.integration("acme", "mts", KEY)
            .user("mts")
            .secret("nothing", new SecretRef.Env("NO_SUCH_VARIABLE_OF_RINGBUS"))
            .build();
    ingress.configuration.set(Configuration.of(List.of(broken)));

    assertIdle(poll("7"), "7");
    assertThat(ingress.send(request("/mts/acme/CallEvent", "")).status())
        .as("what is no poll")
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /mts/acme/CallEvent/7 HTTP/1.1\nHost: hub\n\n",
        "GET /mts/acme/CallEvent/7?key=wrong HTTP/1.1\nHost: hub\n\n",
        "GET /mts/nobody/CallEvent/7?key=key-of-acme-0001 HTTP/1.1\nHost: hub\n\n",
        "GET /comagic/acme/CallEvent/7?key=key-of-acme-0001 HTTP/1.1\nHost: hub\n\n"
      })
  void refusesPollsOfStrangersAndCountsThem(String request) {
    double before = ingress.metric("ringbus.requests", "result", "unauthorized");

    assertThat(ingress.send(request).status()).isEqualTo(401);

    assertThat(ingress.metric("ringbus.requests", "result", "unauthorized")).isEqualTo(before + 1);
  }

  @Test
  void refusesPollsFromElsewhere() {
    ingress.configure(
        Connections.integration("acme", "mts", KEY)
            .user("mts")
            .allowFrom("203.0.113.0/24")
            .build());

    assertThat(poll("7").status()).isEqualTo(401);
  }

  @Test
  void answersAsTheIntegrationIsConfigured() {
    ingress.configure(
        Connections.integration("acme", "mts", KEY)
            .user("mts")
            .option("idleReply", Map.of("EventType", 11, "Param", "\"\\"))
            .build());

    assertThat(poll("7").body())
        .isEqualTo("{\"CallID\":7,\"EventType\":11,\"Param\":\"\\\"\\\\\"}");
  }

  @Test
  void countsEachPollAndReportsItsCall() {
    double before = ingress.metric("ringbus.polls");

    assertIdle(poll("75"), "75");

    assertThat(ingress.metric("ringbus.polls")).isEqualTo(before + 1);
    await()
        .until(() ->
            ingress
                .polls
                .reported()
                .contains(new CallKey(new IntegrationId("acme"), new CallId("75"))));
  }

  @Test
  void answersEachOfManyPollsInOnePacketInTheirOrder() {
    String all =
        request("/mts/acme/CallEvent/1", "")
            + request("/mts/acme/CallEvent", "")
            + request("/mts/acme/CallEvent/2", "")
            + request("/mts/acme/CallEvent/3", "Connection: close\n");

    try (RawClient client = new RawClient(ingress.port())) {
      assertThat(client.send(all).readToTheEnd())
          .containsSubsequence("\"CallID\":1,", "{}", "\"CallID\":2,", "\"CallID\":3,");
    }
  }
}
