package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.integration;
import static dev.ringbus.ingress.Connections.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Plan;
import dev.ringbus.model.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes while the service runs. */
class LiveConfigurationTest {

  private static final CallId CALL = new CallId("1");

  @TempDir static Path secrets;
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress("--ringbus.secrets-dir=" + secrets);
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void servesAnIntegrationFromItsChangeOn() {
    ingress.configure();
    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).status()).isEqualTo(401);

    ingress.configure(Pbx.COMAGIC.integration(null));
    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).status()).isEqualTo(200);

    ingress.configure();
    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).status()).isEqualTo(401);
  }

  @Test
  void takesTheNewKeyAndNotTheOldOne() {
    ingress.configure(Pbx.COMAGIC.integration(null));
    ingress.configure(
        integration(Pbx.COMAGIC.id().value(), "comagic", "another key than it was").build());

    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).status()).isEqualTo(401);
  }

  @Test
  void answersTheOtherwiseOfTheChangedPlan() {
    Plan plan = plan("acme", Duration.ofMillis(100), Decision.NEUTRAL);
    ingress.configure(Pbx.COMAGIC.integration(plan), plan);
    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).body()).isEqualTo("{}");

    Plan changed = plan("acme", Duration.ofMillis(100), Pbx.COMAGIC.decision());
    ingress.configure(Pbx.COMAGIC.integration(plan), changed);

    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).body()).isEqualTo("{\"returned_code\":2}");
  }

  @Test
  void answersNeutrallyWhenThePlanIsNotThere() {
    Plan missing = plan("missing", Duration.ofMillis(100), Pbx.COMAGIC.decision());
    ingress.configure(Pbx.COMAGIC.integration(missing));

    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).body()).isEqualTo("{}");
  }

  @Test
  void servesTheOthersWhenOneCannotBeSetUp() throws IOException {
    var signed =
        integration("signed", "sipsim", "a key of 16 characters")
            .secret("signingSecret", new SecretRef.File("signing"))
            .build();
    ingress.configure(
        signed,
        integration("odd", "comagic", "a key of 16 characters")
            .option("operatorMessage", "sideways")
            .build(),
        integration("newer", "asterisk", "a key of 16 characters").build(),
        Pbx.COMAGIC.integration(null));

    assertThat(ingress.send(Pbx.COMAGIC.request(CALL)).status()).isEqualTo(200);
    assertThat(health())
        .contains("\"integrations\":1")
        .contains(
            "\"integration signed\":\"answers 401: its signingSecret is not there: no readable file signing\"")
        .contains("\"integration newer\":\"answers 401: there is no dialect of platform asterisk\"")
        .contains("\"integration odd\":\"answers 401: option operatorMessage: expected one of ");

    Files.writeString(secrets.resolve("signing"), "the secret\n");
    ingress.configure(signed);
    assertThat(health()).contains("\"integrations\":1").doesNotContain("answers 401");
  }

  private static String health() {
    Response response =
        RawClient.exchange(ingress.controlPort(), "GET /actuator/health HTTP/1.1\nHost: hub\n\n");
    assertThat(response.status()).isEqualTo(200);
    return response.body();
  }
}
