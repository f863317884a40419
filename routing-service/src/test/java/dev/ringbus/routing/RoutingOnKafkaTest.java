package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.ask;
import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionClientConfiguration;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Plan;
import dev.ringbus.routing.ask.CrmServer;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The application as it is run, on a real broker. */
class RoutingOnKafkaTest {

  private static final CallEvent CALL = Calls.comagic();
  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();

  private static ReactiveWebServerApplicationContext start(String bootstrapServers) {
    SpringApplication application = new SpringApplication(RoutingApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "routing-service"));
    return (ReactiveWebServerApplicationContext)
        application.run(
            "--ringbus.bootstrap-servers=" + bootstrapServers,
            "--ringbus.partitions=3",
            "--ringbus.control.port=0");
  }

  private int status(ReactiveWebServerApplicationContext service, String path)
      throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + service.getWebServer().getPort() + "/actuator/" + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Who asks: an application that consists of the bus alone. */
  private static AnnotationConfigApplicationContext asking() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
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
    context.register(BusConfiguration.class, DecisionClientConfiguration.class);
    context.refresh();
    return context;
  }

  private static void apply(ConfigurationStore store, Plan plan) {
    Configuration now = store.read().block(AMPLE);
    Configuration next = Configuration.of(List.of(integration(CALL, plan.id()), plan));
    store.replace(now, next).block(AMPLE);
  }

  private static DecisionReply reply(DecisionClient client) {
    DecisionRequest question =
        new DecisionRequest(UUID.randomUUID().toString(), CALL, Instant.now().plus(AMPLE));
    return client.ask(question, Context.root()).block(AMPLE);
  }

  @Test
  void answersOverTheBrokerAndFollowsChanges() throws Exception {
    try (var asking = asking();
        var crm = new CrmServer();
        var service = start(TestKafka.bootstrapServers())) {
      ConfigurationStore store = asking.getBean(ConfigurationStore.class);
      DecisionClient client = asking.getBean(DecisionClient.class);
      crm.answers(200, "application/json", "{\"phones\":[\"74959876543\"]}");
      apply(
          store,
          plan(
              "acme",
              "v1",
              Decision.NEUTRAL,
              rule("closed", "!call.caller.startsWith('+7')", GoTo.branch("2")),
              ask("crm", crm.url("/route"), Calls.COMAGIC, AMPLE)));
      await()
          .atMost(AMPLE)
          .until(() -> client.isReady() && status(service, "health/readiness") == 200);
      await().atMost(AMPLE).until(() -> "v1".equals(reply(client).planVersion()));

      DecisionReply asked = reply(client);
      assertThat(asked.decision()).isEqualTo(Decision.of(Forward.toNumbers("74959876543")));
      assertThat(asked.source()).isEqualTo(DecisionSource.ASK);
      assertThat(asked.rule()).isEqualTo("crm");

      apply(store, plan("acme", "v2", Decision.of(GoTo.branch("3"))));
      await().atMost(AMPLE).until(() -> "v2".equals(reply(client).planVersion()));
      assertThat(reply(client).source()).isEqualTo(DecisionSource.OTHERWISE);
    }
  }

  @Test
  void startsWithoutABrokerAndIsNotReady() throws Exception {
    // Nobody listens on port 1.
    try (var service = start("127.0.0.1:1")) {
      assertThat(status(service, "health/readiness")).isEqualTo(503);
      assertThat(status(service, "health/liveness")).isEqualTo(200);
    }
  }
}
