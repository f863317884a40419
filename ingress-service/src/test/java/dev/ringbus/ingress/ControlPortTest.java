package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Health and metrics, on a port of their own. */
class ControlPortTest {

  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    ingress.configure(Pbx.SIPSIM.integration(null));
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void isReadyOnceItKnowsTheConfigurationAndHearsReplies() {
    assertThat(control("/actuator/health/readiness").status()).isEqualTo(200);
  }

  @Test
  void staysReadyWhileTheSpoolWorksAndSaysSo() {
    assertThat(control("/actuator/health/readiness").status()).isEqualTo(200);
    ingress.broker.down();
    try {
      for (int call = 0; call < 5; call++) {
        assertThat(ingress.send(Pbx.SIPSIM.request(new CallId("down-" + call))).status())
            .isEqualTo(200);
      }

      await()
          .untilAsserted(() ->
              assertThat(control("/actuator/health/readiness").body())
                  .contains("\"events\":\"go to the spool since "));
      Response readiness = control("/actuator/health/readiness");
      assertThat(readiness.status()).isEqualTo(200);
      assertThat(readiness.body())
          .contains("\"broker\":\"the in-memory broker is down\"")
          .contains("\"spool\":\"5 records, ");
    } finally {
      ingress.broker.up();
    }
  }

  @Test
  void isNotReadyBeforeItKnowsTheConfiguration() {
    try (RunningIngress starting = new RunningIngress(view -> view.configuration.ready(false))) {
      assertThat(
              RawClient.exchange(
                      starting.controlPort(),
                      "GET /actuator/health/readiness HTTP/1.1\nHost: hub\n\n")
                  .status())
          .isEqualTo(503);
      starting.configuration.ready(true);
      starting.decisions.ready(true);
      assertThat(
              RawClient.exchange(
                      starting.controlPort(),
                      "GET /actuator/health/readiness HTTP/1.1\nHost: hub\n\n")
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void countsFactsByName() {
    ingress.send(Pbx.SIPSIM.request(new CallId("counted")));

    String metrics = control("/actuator/prometheus").body();

    assertThat(metrics)
        .contains("ringbus_requests_total{platform=\"sipsim\",result=\"stored\"}")
        .contains("ringbus_answers_seconds_bucket{platform=\"sipsim\",le=\"0.02\"}")
        .contains(
            "ringbus_decisions_total{fallback=\"true\",platform=\"mts\",source=\"otherwise\"} 0.0")
        .contains("ringbus_duplicates_total")
        .contains("ringbus_polls_total")
        .contains("ringbus_lost_total{what=\"events\"}")
        .contains("ringbus_spool_records")
        .contains("ringbus_spool_bytes")
        .doesNotContain("http_server_requests")
        .doesNotContain("counted");
  }

  @Test
  void isNotServedToPbxs() {
    assertThat(ingress.send("GET /actuator/prometheus HTTP/1.1\nHost: hub\n\n").status())
        .isEqualTo(404);
  }

  private static Response control(String path) {
    return RawClient.exchange(
        ingress.controlPort(), "GET " + path + " HTTP/1.0\nHost: hub\nConnection: close\n\n");
  }
}
