package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionServerConfiguration;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.ingress.kontur.Workspaces;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallId;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Plan;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/** The service alone, as it starts by itself, on a real broker. */
class IngressOnKafkaTest {

  private static final Duration STARTED = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static IngressService ingress;
  private static ConfigurableApplicationContext routing;

  @BeforeAll
  static void start() {
    ingress = new IngressService(TestKafka.bootstrapServers(), folder.resolve("spool"));
    routing =
        new SpringApplicationBuilder(BusConfiguration.class, DecisionServerConfiguration.class)
            .web(WebApplicationType.NONE)
            .run("--ringbus.bootstrap-servers=" + TestKafka.bootstrapServers());
    ingress.awaitReady();
    ingress.apply(resources());
    DecisionServer server = routing.getBean(DecisionServer.class);
    server.serve((request, _) -> Mono.just(reply(request)));
    await().atMost(STARTED).until(server::isReady);
    // The first request may find a broker that is slow at first.
    CallId call = new CallId("1");
    await()
        .until(() ->
            ingress.send(Pbx.MTS.request(call)).body().equals(Pbx.MTS.decided(call))
                && isTaken(ingress.send(Workspaces.post("communications/sync", ""))));
  }

  @AfterAll
  static void stop() {
    routing.close();
    ingress.close();
  }

  private static boolean isTaken(Response response) {
    return response.status() == 200;
  }

  private static List<ConfigResource> resources() {
    List<ConfigResource> resources = new ArrayList<>(Workspaces.all());
    for (Pbx pbx : Pbx.values()) {
      Decision otherwise = pbx == Pbx.SIPSIM ? Decision.NEUTRAL : pbx.decision();
      // Long, so that a machine that is busy with other tests does not fall back.
      Plan plan = plan("plan-of-" + pbx.platform(), Duration.ofSeconds(20), otherwise);
      resources.add(plan);
      resources.add(pbx.integration(plan));
    }
    return resources;
  }

  private static DecisionReply reply(DecisionRequest request) {
    Pbx pbx = Pbx.of(request.event().platform());
    return new DecisionReply(
        request.correlationId(),
        pbx.decision(),
        "plan-of-" + pbx.platform(),
        "v1",
        "always",
        DecisionSource.RULE,
        Duration.ofMillis(1),
        List.of());
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void asksRoutingAndLeavesARecordOfIt(Pbx pbx) {
    CallId call = new CallId("9007199254740993");

    Response response = ingress.send(pbx.request(call));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(pbx.decided(call));
    String key = pbx.key(call).toString();
    assertThat(PlainKafka.first(Topics.CALL_EVENTS, key)).isNotNull();
    DecisionRecord record =
        Json.read(PlainKafka.first(Topics.DECISIONS, key).value(), DecisionRecord.class);
    assertThat(record.rule()).isEqualTo("always");
    assertThat(record.fallback()).isFalse();
    assertThat(record.decision()).isEqualTo(pbx.decision());
  }

  @Test
  void continuesTheTraceOfTheRequest() {
    CallId call = new CallId("traced");
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String request =
        Pbx.SIPSIM.request(
            call,
            Pbx.SIPSIM.id().value(),
            "traceparent: 00-" + trace + "-00f067aa0ba902b7-01\n",
            "key=" + Pbx.SIPSIM.key());

    assertThat(ingress.send(request).status()).isEqualTo(200);

    ConsumerRecord<String, byte[]> stored =
        PlainKafka.first(Topics.CALL_EVENTS, Pbx.SIPSIM.key(call).toString());
    String traceparent = PlainKafka.header(stored, "traceparent");
    assertThat(traceparent).startsWith("00-" + trace + "-").endsWith("-01");
    assertThat(traceparent).as("a span of our own").doesNotContain("00f067aa0ba902b7");
  }

  @Test
  void hasACommandBeforeItIsAcknowledged() {
    String pressed =
        "{\"communicationId\":\"c1\",\"fromUserId\":\"anna\",\"clientPhone\":\"79031505050\"}";

    assertThat(ingress.send(Workspaces.post("communications/call", pressed)).status())
        .isEqualTo(200);

    ConsumerRecord<String, byte[]> stored =
        PlainKafka.read(Topics.COMMANDS, "crm/acme/c1").getFirst();
    assertThat(((CallCommand.FromCrm) Json.read(stored.value(), CallCommand.class)).crm())
        .isEqualTo("acme");
  }

  @Test
  void letsNoSecretReachATopic() {
    CallId call = new CallId("secret");
    assertThat(
            ingress
                .send(
                    Pbx.SIPSIM.request(
                        call, Pbx.SIPSIM.id().value(), "", "a=1&key=" + Pbx.SIPSIM.key() + "&b=2"))
                .status())
        .isEqualTo(200);

    String stored =
        new String(
            PlainKafka.first(Topics.CALL_EVENTS, Pbx.SIPSIM.key(call).toString()).value(),
            StandardCharsets.UTF_8);
    assertThat(stored)
        .contains("\"a\":\"1\"")
        .contains("\"b\":\"2\"")
        .doesNotContain("key-of-acme");
  }
}
