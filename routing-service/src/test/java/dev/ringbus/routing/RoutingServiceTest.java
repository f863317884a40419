package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryDecisions;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.Instruction.GoTo;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** The service alone, as Spring puts it together, on ports in memory. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=routing-service")
@DirtiesContext
class RoutingServiceTest {

  private static final CallEvent CALL = Calls.comagic();
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(RoutingConfiguration.class)
  static class Service {

    @Bean
    InMemoryDecisions decisions() {
      return new InMemoryDecisions(new InMemoryBroker(), Clock.systemUTC());
    }

    @Bean
    DecisionServer decisionServer(InMemoryDecisions decisions) {
      return decisions.server();
    }

    @Bean
    CommandLog commandLog() {
      return new InMemoryCommandLog(new InMemoryBroker());
    }

    @Bean
    ConfigurationView configurationView() {
      return new InMemoryConfigurationView();
    }
  }

  @Autowired private InMemoryDecisions decisions;
  @Autowired private ConfigurationView configurationView;
  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();

  private InMemoryConfigurationView view() {
    return (InMemoryConfigurationView) configurationView;
  }

  private void configure(String version, String branch) {
    view()
        .set(
            Configuration.of(
                List.of(
                    integration(CALL, "acme"),
                    plan(
                        "acme",
                        version,
                        Decision.NEUTRAL,
                        rule("one", "call.digits == '1'", GoTo.branch(branch))))));
  }

  private DecisionReply ask() {
    DecisionRequest question =
        new DecisionRequest(UUID.randomUUID().toString(), CALL, Instant.now().plus(AMPLE));
    return decisions.client().ask(question, Context.root()).block(AMPLE);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersAndFollowsChangesOfTheConfiguration() throws Exception {
    configure("v1", "1");
    await().until(() -> get("/actuator/health/readiness").statusCode() == 200);
    await().until(() -> "v1".equals(ask().planVersion()));
    assertThat(ask().decision()).isEqualTo(Decision.of(GoTo.branch("1")));

    configure("v2", "2");
    await().until(() -> "v2".equals(ask().planVersion()));
    assertThat(ask().decision()).isEqualTo(Decision.of(GoTo.branch("2")));

    assertThat(get("/actuator/prometheus").body())
        .contains("ringbus_rules_seconds_count{", "platform=\"comagic\"", "source=\"rule\"")
        .contains("ringbus_rules_skipped_total{")
        .doesNotContain("74952345678", "acme-uis:123");
  }

  @Test
  void isReadyWhenItHearsQuestions() throws Exception {
    configure("v1", "1");
    await().until(() -> get("/actuator/health/readiness").statusCode() == 200);
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);

    decisions.ready(false);
    HttpResponse<String> unready = get("/actuator/health/readiness");
    decisions.ready(true);

    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(get("/actuator/health").body()).contains("\"questions\":\"heard\"");
  }

  @Test
  void opensNothingButHealthAndMetrics() throws Exception {
    assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(get("/actuator/heapdump").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }
}
