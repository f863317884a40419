package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.standalone.PlainHttp.Answer;
import dev.ringbus.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub that was started from the command line says and does, and the commands beside it. */
class RunningHubTest {

  private static final String MTS = PlainHttp.basic("mts", "test-key-of-mts-0004");
  private static final AtomicInteger CALLS = new AtomicInteger();

  @TempDir private static Path folder;

  private static TestFile file;
  private static RingbusProcess hub;
  private static Set<String> configured;

  /** Without {@code --config}: the file is where the launcher says that the program is. */
  @BeforeAll
  static void start() {
    file = TestFile.in(folder.resolve("home"));
    hub =
        RingbusProcess.startHub(folder, Map.of("RINGBUS_HOME", folder.resolve("home").toString()));
    configured = configured();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  /** What a test leaves behind in the file would be another one's change. */
  @AfterEach
  void restore() {
    file.write(TestFile.original());
    awaitOtherwise(1);
    TestHub.await().until(RunningHubTest::configured, configured::equals);
  }

  /** The keys of the resources that there are. */
  private static Set<String> configured() {
    Set<String> keys = new HashSet<>();
    try (TopicReader config = new TopicReader(hub.greeting("Kafka"), Topics.CONFIG)) {
      for (Stored stored : config.all()) {
        if (stored.value().isNull()) {
          keys.remove(stored.key());
        } else {
          keys.add(stored.key());
        }
      }
    }
    return keys;
  }

  @Test
  void saysWhatListensWhere() throws IOException {
    URI control = URI.create(hub.greeting("control API").split(" ", 2)[0]);

    assertThat(PlainHttp.get(URI.create(hub.url() + "/")).status()).isEqualTo(404);
    assertThat(PlainHttp.get(control.resolve("/actuator/health/readiness")).body())
        .contains("\"status\":\"UP\"");
    assertThat(PlainHttp.get(control.resolve("/actuator/prometheus")).body())
        .contains("ringbus_requests_total{", "ringbus_answers_seconds_bucket{");
    try (TopicReader config = new TopicReader(hub.greeting("Kafka"), Topics.CONFIG)) {
      assertThat(config.all())
          .extracting(Stored::key)
          .contains("integration/uis", "plan/reception");
    }
    String[] postgres = hub.greeting("PostgreSQL").split(":", 2);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(postgres[0], Integer.parseInt(postgres[1])));
    }
    assertThat(hub.greeting("data")).contains(folder.resolve("data/ringbus.log").toString());
    assertThat(folder.resolve("data/ringbus.log")).isNotEmptyFile();
    assertThat(hub.err()).isEmpty();
  }

  @Test
  void printsACallOfEachDialectThatWorks() {
    List<String> lines =
        hub.out().stream().map(String::strip).filter(line -> line.startsWith("curl ")).toList();

    assertThat(lines).hasSize(4);
    List<Answer> answers = lines.stream().map(line -> CurlCall.parse(line).send()).toList();

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(answers.get(0).body()).isEqualTo("{\"returned_code\":1}");
    assertThat(answers.get(1).body()).contains("<Jump context=\"3\" option=\"start\"/>");
    assertThat(answers.get(2).body())
        .isEqualTo("{\"CallID\":1557491089930439,\"EventType\":6,\"Param\":\"main\"}");
    try (TopicReader events = new TopicReader(hub.greeting("Kafka"), Topics.CALL_EVENTS)) {
      assertThat(events.all())
          .filteredOn(event -> event.text("callId").equals("1557491089930439"))
          .extracting(event -> event.text("platform"))
          .containsOnly("comagic", "callinteractive", "mts", "sipsim");
    }
  }

  @Test
  void steersACallThatIsConnected() {
    String token = "control-token-of-test-0001";
    file.write(TestFile.original() + "\ncontrol: {token: " + token + "}\n");
    String call = "9007199254741201";
    URI control = URI.create(hub.greeting("control API").split(" ", 2)[0]);
    reportMts(call, 1, "");
    reportMts(call, 9, "1280");
    // What is wanted of a call waits a second for the poller to hear of it.
    TopicReader.await(hub.greeting("Kafka"), Topics.LIVE_CALLS, "mts:" + call);

    Answer taken =
        TestHub.await()
            .until(
                () ->
                    PlainHttp.post(
                        control.resolve("/api/v1/calls/mts/" + call + "/instructions"),
                        PlainHttp.JSON,
                        "{\"forward\":{\"to\":[\"0306\"],\"as\":\"extension\"}}",
                        "Authorization",
                        "Bearer " + token),
                answer -> answer.status() == 202);
    TestHub.await()
        .until(() ->
            PlainHttp.get(
                    URI.create(hub.url() + "/mts/mts/CallEvent/" + call), "Authorization", MTS)
                .body()
                .equals("{\"CallID\":" + call + ",\"EventType\":2,\"Param\":\"0306\"}"));
    reportMts(call, 12, "");

    String story =
        TestHub.await()
            .until(
                () ->
                    PlainHttp.get(
                            control.resolve(taken.header("Location")),
                            "Authorization",
                            "Bearer " + token)
                        .body(),
                body -> body.contains("\"state\":\"delivered\",\"instruction\""));
    assertThat(story)
        .containsSubsequence("history", "requested", "accepted", "offered", "delivered");
  }

  private static void reportMts(String call, int event, String result) {
    PlainHttp.post(
        URI.create(hub.url() + "/mts/mts/CallEvent"),
        PlainHttp.JSON,
        "{\"CallID\":%s,\"EventTime\":\"%s\",\"AN\":\"79161234567\",\"EventType\":%d,\"Result\":\"%s\",\"ServiceType\":1}"
            .formatted(call, OffsetDateTime.now(ZoneOffset.UTC), event, result),
        "Authorization",
        MTS);
  }

  @Test
  void keepsItsDataToItself() {
    try (RingbusProcess second =
        RingbusProcess.run(
            folder,
            Map.of(),
            "start",
            "--config=" + file.path(),
            "--data=" + folder.resolve("data"))) {
      assertThat(second.awaitEnd()).isEqualTo(Ringbus.FAILED);
      assertThat(second.err())
          .containsExactly(
              "ringbus: the data directory "
                  + folder.resolve("data")
                  + " is in use by another ringbus, process "
                  + hub.pid()
                  + ": stop that one, or choose another directory with --data");
      assertThat(second.out()).isEmpty();
    }
    awaitOtherwise(1);
  }

  @Test
  void saysWhenThePortOfTheDatabaseIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (RingbusProcess second =
          RingbusProcess.run(
              folder,
              Map.of(),
              "start",
              "--config=" + file.path(),
              "--data=" + folder.resolve("second"),
              "--ingress-port=0",
              "--control-port=0",
              "--kafka-port=0",
              "--postgres-port=" + taken.getLocalPort())) {
        assertThat(second.awaitEnd()).isEqualTo(Ringbus.FAILED);
        assertThat(second.err())
            .singleElement()
            .asString()
            .startsWith("ringbus: port " + taken.getLocalPort() + " on 127.0.0.1, which PostgreSQL")
            .contains("is in use");
      }
    }
  }

  @Test
  void followsItsFileAndNoFaultyOne() {
    int before = hub.out().size();

    file.write(withOtherwise(6));
    awaitOtherwise(6);
    TestHub.await()
        .untilAsserted(() ->
            assertThat(hub.out().stream().skip(before))
                .containsSequence("home/ringbus.yaml applied:", "  ~ plan/reception"));

    file.write(withOtherwise(8).replace("platform: sipsim, key", "platform: sipsin, key"));
    TestHub.await()
        .until(() -> hub.err().stream().anyMatch(line -> line.contains("nothing was applied")));
    assertThat(hub.err()).anyMatch(line -> line.contains("integrations.sim.platform"));
    awaitOtherwise(6);
  }

  @Test
  void takesWhatIsApplied() throws IOException {
    String broker = "--bootstrap-servers=" + hub.greeting("Kafka");
    Path changed = Files.writeString(folder.resolve("home/changed.yaml"), withOtherwise(4));

    CommandRun dryRun = CommandRun.of("apply", changed, "--dry-run", broker);
    assertThat(dryRun.code()).as(dryRun.toString()).isEqualTo(Ringbus.DONE);
    assertThat(dryRun.out())
        .contains("~ plan/reception\n1 resource would change; nothing was written\n");
    awaitOtherwise(1);

    CommandRun written = CommandRun.of("apply", changed, broker);
    assertThat(written.code()).isEqualTo(Ringbus.DONE);
    assertThat(written.out()).contains("~ plan/reception\n1 resource written\n");
    awaitOtherwise(4);

    CommandRun again = CommandRun.of("apply", changed, broker);
    assertThat(again.code()).isEqualTo(Ringbus.DONE);
    assertThat(again.out()).endsWith("nothing changes\n");
    CommandRun back = CommandRun.of("apply", file.path(), broker);
    assertThat(back.code()).isEqualTo(Ringbus.DONE);
  }

  @Test
  void answersSimulatedCallsAndLoads() {
    String url = "--url=" + hub.url();
    String config = "--config=" + file.path();

    CommandRun calls =
        CommandRun.of(
            "simulate",
            config,
            url,
            "--calls=2",
            "--speed=2000",
            "-v",
            "--misbehave=duplicate,case");
    assertThat(calls.code()).as(calls.toString()).isEqualTo(Ringbus.DONE);
    assertThat(calls.out())
        .contains("uis  GET /comagic/uis/node-1", "means call.started, decision.asked")
        .contains("mts: 4 calls, 0 given up", "seed 1")
        .doesNotContain("test-key-of", "test-signing-secret");

    CommandRun decisions =
        CommandRun.of("simulate", config, url, "--platform=comagic", "--rate=100/s", "--calls=50");
    assertThat(decisions.code()).as(decisions.toString()).isEqualTo(Ringbus.DONE);
    CommandRun saturated =
        CommandRun.of(
            "simulate",
            config,
            url,
            "--integration=sim",
            "--saturate",
            "--calls=200",
            "--connections=4");
    assertThat(saturated.code()).as(saturated.toString()).isEqualTo(Ringbus.DONE);
  }

  @Test
  void tellsASimulationWithTheWrongKey() throws IOException {
    Path wrong =
        Files.writeString(
            folder.resolve("home/wrong.yaml"),
            TestFile.original().replace("test-key-of-uis-0001", "test-key-of-nobody-1"));

    CommandRun run =
        CommandRun.of(
            "simulate",
            "--config=" + wrong,
            "--url=" + hub.url(),
            "--integration=uis",
            "--calls=1",
            "--speed=2000");

    assertThat(run.code()).isEqualTo(Ringbus.FAILED);
    assertThat(run.out()).contains("comagic: invalid:", "got status 401");
  }

  /** With another answer in the plan of {@code uis} alone. */
  private static String withOtherwise(int branch) {
    return TestFile.original()
        .replaceFirst(
            Pattern.quote("otherwise: [{goto: {branch: 1}}]"),
            "otherwise: [{goto: {branch: %d}}]".formatted(branch));
  }

  private static void awaitOtherwise(int branch) {
    TestHub.await()
        .until(
            () ->
                PlainHttp.get(
                        URI.create(
                            hub.url()
                                + "/comagic/uis?key=test-key-of-uis-0001&cdr_id=66"
                                + CALLS.incrementAndGet()))
                    .body(),
            ("{\"returned_code\":" + branch + "}")::equals);
  }
}
