package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.kafka.KafkaConfigurationStore;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction;
import dev.ringbus.simulator.Simulation;
import dev.ringbus.simulator.SimulationSettings;
import dev.ringbus.simulator.SimulationSummary;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.Work;
import dev.ringbus.standalone.PlainHttp.Answer;
import dev.ringbus.wire.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ingress while routing, or the broker, is away and when it comes back; with a broker and services
 * of its own, since they are stopped.
 */
@Isolated("its answers are due")
class OutageTest {

  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** Longer than an answer takes on a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Ingress answers so long before a deadline: a busy machine must not make that a late answer. */
  private static final String MARGIN = "--ringbus.ingress.margin=700ms";

  /** Few, so that the broker is quick to start again. */
  private static final int PARTITIONS = 3;

  private static final String FEW = "--ringbus.partitions=" + PARTITIONS;

  /** A rule decides about it; {@code otherwise} is something else. */
  private static final String TYPED_TWO =
      "/comagic/uis?key=test-key-of-uis-0001&input_result=2&cdr_id=";

  private static final AtomicInteger CALLS = new AtomicInteger();

  @TempDir private static Path folder;

  private static EmbeddedKafka kafka;
  private static TestFile file;
  private static Services ingress;
  private static TopicReader events;
  private static TopicReader decisions;

  @BeforeAll
  static void start() {
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.start();
    Configuration configuration = configure();
    ingress = Services.ingress(kafka.bootstrapServers(), folder, MARGIN, FEW);
    TestHub.await()
        .until(() ->
            ingress.get(DecisionClient.class).isReady()
                && ingress.get(ConfigurationView.class).current().equals(configuration));
    events = new TopicReader(kafka.bootstrapServers(), Topics.CALL_EVENTS);
    decisions = new TopicReader(kafka.bootstrapServers(), Topics.DECISIONS);
  }

  private static Configuration configure() {
    file = TestFile.in(folder);
    file.write(
        TestFile.original().replace("deadline: 10s", "deadline: " + DEADLINE.toMillis() + "ms"));
    Configuration configuration = file.valid().configuration();
    BusSettings settings =
        new BusSettings(
            kafka.bootstrapServers(),
            PARTITIONS,
            1,
            1,
            null,
            BusSettings.SESSION,
            BusSettings.DELIVERY);
    Await.result(
        new PatientStore(new KafkaConfigurationStore(settings, Clock.systemUTC()))
            .replace(Configuration.EMPTY, configuration),
        Duration.ofMinutes(1),
        "the broker");
    return configuration;
  }

  @AfterAll
  static void stop() {
    events.close();
    decisions.close();
    ingress.close();
    kafka.close();
  }

  /** A call that begins, and the answer that its plan has for it. */
  enum Caller {
    COMAGIC(
        "/comagic/uis?key=test-key-of-uis-0001",
        PlainHttp.FORM,
        "cdr_id=%s",
        "{\"returned_code\":1}"),
    TELPHIN(
        "/callinteractive/ivr?key=test-key-of-ivr-0002",
        PlainHttp.FORM,
        "CallAPIID=%s",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<Response><Jump context=\"3\" option=\"start\"/></Response>"),
    MTS(
        "/mts/mts/CallEvent?key=test-key-of-mts-0004",
        PlainHttp.JSON,
        "{\"CallID\":%s,\"EventType\":1,\"ServiceType\":1,\"EventTime\":\"2026-11-20T12:00:00Z\"}",
        "{\"CallID\":%s,\"EventType\":6,\"Param\":\"main\"}"),
    SIPSIM(
        "/sipsim/sim?key=test-key-of-sim-0005",
        PlainHttp.FORM,
        "event=incoming_call_start&time=2026-11-20T12:00:00Z&pbx_id=%s",
        "");

    private final String target;
    private final String contentType;
    private final String body;
    private final String otherwise;

    Caller(String target, String contentType, String body, String otherwise) {
      this.target = target;
      this.contentType = contentType;
      this.body = body;
      this.otherwise = otherwise;
    }

    void assertAnsweredOtherwise(String call) {
      Answer answer = PlainHttp.post(url(target), contentType, body.formatted(call));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(otherwise.formatted(call));
    }

    String key(String call) {
      String path = URI.create(target).getPath();
      return path.split("/", -1)[2] + ":" + call;
    }
  }

  private static URI url(String target) {
    return URI.create(ingress.url() + target);
  }

  private static String newCall() {
    return "90071992547409" + (10 + CALLS.incrementAndGet());
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersOtherwiseWithoutRoutingAndSaysSo(Caller caller) {
    String call = newCall();

    caller.assertAnsweredOtherwise(call);

    // A broker that is slow at first has them by way of the spool.
    TestHub.await().until(() -> Stored.once(events.of(caller.key(call))).size() == 2);
    assertThat(recorded(caller.key(call), 1)).singleElement().satisfies(OutageTest::isFallback);
  }

  private static void isFallback(Stored decision) {
    assertThat(decision.value().path("fallback").asBoolean()).isTrue();
    assertThat(decision.value().path("late").asBoolean()).isFalse();
    assertThat(decision.text("source")).isEqualTo("otherwise");
    assertThat(decision.value().path("remarks").toString())
        .contains("routing did not answer in time");
  }

  private static List<Stored> recorded(String call, int count) {
    return TestHub.await().until(() -> decisions.of(call), found -> found.size() >= count);
  }

  @Test
  void answersWholeCallsWithoutRouting() throws Exception {
    SimulationSummary summary =
        new Simulation(
                SimulationSettings.of(ingress.url(), new Work.Calls(1, 1, 2_000)).within(PATIENCE),
                Clock.systemUTC())
            .run(file.simulated());

    assertThat(summary.conclusion()).isEqualTo(Conclusion.ALL_VALID);
    assertThat(summary.platforms()).hasSize(4).allMatch(figures -> figures.late() == 0);
  }

  @Test
  void answersByRulesWhileRoutingIsThereAndOtherwiseWhenItIsGone() {
    awaitRules();

    String call = newCall();
    assertThat(PlainHttp.get(url(TYPED_TWO + call)).body()).isEqualTo("{\"returned_code\":1}");
    assertThat(recorded("uis:" + call, 1)).singleElement().satisfies(OutageTest::isFallback);
  }

  @Test
  void recordsAReplyThatComesTooLate() {
    double late = ingress.metric("ringbus.replies", "kind", "late");
    Sinks.Empty<Void> answered = Sinks.empty();
    Set<String> heard = ConcurrentHashMap.newKeySet();
    try (Services questions = Services.questions(kafka.bootstrapServers(), folder, FEW)) {
      DecisionServer server = questions.get(DecisionServer.class);
      server.serve((request, _) -> {
        heard.add(request.event().callId().value());
        return answered.asMono().then(Mono.just(hangup(request)));
      });
      TestHub.await().until(server::isReady);

      // A question that a busy machine brings too late is not even read.
      String call = TestHub.await().until(OutageTest::answeredOtherwise, heard::contains);
      answered.tryEmitEmpty().orThrow();

      List<Stored> records = recorded("uis:" + call, 2);
      assertThat(records).extracting(Stored::id).containsOnly(records.getFirst().id());
      assertThat(records).hasSize(2).first().satisfies(OutageTest::isFallback);
      Stored second = records.getLast();
      assertThat(second.value().path("late").asBoolean()).isTrue();
      assertThat(second.value().path("decision").toString()).isEqualTo("[{\"hangup\":{}}]");
      assertThat(second.text("rule")).isEqualTo("too-late");
      assertThat(ingress.metric("ringbus.replies", "kind", "late")).isGreaterThan(late);
    }
  }

  private static String answeredOtherwise() {
    String call = newCall();
    Caller.COMAGIC.assertAnsweredOtherwise(call);
    return call;
  }

  private static DecisionReply hangup(DecisionRequest request) {
    return new DecisionReply(
        request.correlationId(),
        Decision.of(new Instruction.Hangup()),
        "reception",
        "v1",
        "too-late",
        DecisionSource.RULE,
        Duration.ofSeconds(2),
        List.of());
  }

  @Test
  void keepsWhatItAcknowledgesWhileTheBrokerIsAway() {
    Map<Caller, String> calls = new EnumMap<>(Caller.class);
    String chained = newCall();
    kafka.stop();
    try {
      for (Caller caller : Caller.values()) {
        calls.put(caller, newCall());
        caller.assertAnsweredOtherwise(calls.get(caller));
      }
      tellOfACall(chained, 0, 20);
      assertThat(ingress.metric("ringbus.spool.records")).isPositive();
      assertThat(PlainHttp.get(control("/actuator/health/readiness")).status()).isEqualTo(200);
    } finally {
      kafka.start();
    }
    tellOfACall(chained, 20, 30);

    TestHub.await().until(() -> ingress.metric("ringbus.spool.records") == 0);
    calls.forEach((caller, call) ->
        assertThat(Stored.once(events.of(caller.key(call))))
            .as(call)
            .hasSize(caller == Caller.SIPSIM ? 1 : 2));
    assertThat(Stored.once(events.of("sim:" + chained)))
        .extracting(stored -> stored.value().path("raw").path("receiver").asString())
        .containsExactlyElementsOf(
            IntStream.range(0, 30).mapToObj(i -> "+3752900000" + (10 + i)).toList());
    // Questions are asked again, too.
    awaitRules();
  }

  /** Starts routing, sees that it decides, and stops it. */
  private static void awaitRules() {
    try (Services routing = Services.routing(kafka.bootstrapServers(), folder, FEW)) {
      TestHub.await().until(routing.get(DecisionServer.class)::isReady);
      TestHub.await()
          .until(
              () -> PlainHttp.get(url(TYPED_TWO + newCall())).body(),
              "{\"returned_code\":[1,3]}"::equals);
    }
  }

  /** Several managers are rung, one after another. */
  private static void tellOfACall(String call, int from, int to) {
    for (int i = from; i < to; i++) {
      Answer answer =
          PlainHttp.post(
              url("/sipsim/sim?key=test-key-of-sim-0005"),
              PlainHttp.FORM,
              "event=incoming_call_start_chain_member_call&time=2026-11-20T12:00:00Z&pbx_id="
                  + call
                  + "&receiver=%2B3752900000"
                  + (10 + i));
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  private static URI control(String path) {
    return URI.create(ingress.control() + path);
  }
}
