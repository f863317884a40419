package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Neither the broker nor the spool takes anything. */
class NothingWorksTest {

  private static final CallId CALL = new CallId("9007199254740993");
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    List<ConfigResource> resources = new ArrayList<>();
    for (Pbx pbx : Pbx.values()) {
      Decision otherwise = pbx == Pbx.SIPSIM ? Decision.NEUTRAL : pbx.decision();
      Plan plan = plan("plan-of-" + pbx.platform(), Duration.ofSeconds(5), otherwise);
      resources.add(pbx.integration(plan));
      resources.add(plan);
    }
    resources.add(Connections.integration("without-plan", "mts", Pbx.MTS.key()).build());
    ingress.configure(resources);
    ingress.broker.down();
    ingress.breakSpool();
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @ParameterizedTest
  @EnumSource(names = "SIPSIM", mode = EnumSource.Mode.EXCLUDE)
  void answersTheCallerOnTheLineAllTheSame(Pbx pbx) {
    double before = ingress.metric("ringbus.lost", "what", "events");

    Response response = ingress.send(pbx.request(CALL));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(pbx.decided(CALL));
    assertThat(ingress.metric("ringbus.lost", "what", "events")).isGreaterThan(before);
  }

  @Test
  void asksSipSimToTryAgain() {
    assertThat(ingress.send(Pbx.SIPSIM.request(CALL)).status()).isEqualTo(503);
    assertThat(ingress.send(Pbx.SIPSIM.request(CALL)).status())
        .as("what was not stored is no repeat")
        .isEqualTo(503);
  }

  @Test
  void doesNotEndTheEventsOfAnMtsCall() {
    Response response =
        ingress.send(
            Pbx.MTS.request(
                CALL,
                "without-plan",
                "Authorization: Basic " + Pbx.basic("mts", Pbx.MTS.key()) + "\n",
                ""));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{}");
  }

  @Test
  void isNotReady() {
    await()
        .until(() -> {
          ingress.send(Pbx.SIPSIM.request(CALL));
          return readiness().status() == 503;
        });
  }

  private static Response readiness() {
    return RawClient.exchange(
        ingress.controlPort(), "GET /actuator/health/readiness HTTP/1.1\nHost: hub\n\n");
  }
}
