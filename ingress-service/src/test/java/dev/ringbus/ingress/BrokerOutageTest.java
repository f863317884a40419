package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Plan;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker that goes away, comes back, or was never there. */
class BrokerOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void losesNothingOverAnOutageAndAnswersMeanwhile() {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      kafka.start();
      try (IngressService ingress =
          new IngressService(kafka.bootstrapServers(), folder.resolve("spool"))) {
        ingress.awaitReady();
        ingress.apply(resources());
        sendHour(ingress, 1);

        kafka.stop();
        sendHour(ingress, 2);
        for (Pbx pbx : List.of(Pbx.COMAGIC, Pbx.CALLINTERACTIVE, Pbx.MTS)) {
          CallId call = new CallId("2015");
          assertThat(ingress.send(pbx.request(call)).body()).isEqualTo(pbx.decided(call));
        }
        assertThat(ingress.readiness().status()).isEqualTo(200);

        kafka.start();
        sendHour(ingress, 3);
        String call = Pbx.SIPSIM.key(new CallId("long")).toString();
        await()
            .atMost(PATIENCE)
            .until(() ->
                PlainKafka.read(kafka.bootstrapServers(), Topics.CALL_EVENTS, call).stream()
                        .map(stored -> Json.read(stored.value(), CallEvent.class).id())
                        .distinct()
                        .count()
                    == 30);
        for (Pbx pbx : List.of(Pbx.COMAGIC, Pbx.CALLINTERACTIVE, Pbx.MTS)) {
          String other = pbx.key(new CallId("2015")).toString();
          await()
              .atMost(PATIENCE)
              .until(() ->
                  !PlainKafka.read(kafka.bootstrapServers(), Topics.CALL_EVENTS, other).isEmpty());
        }
      }
    }
  }

  @Test
  void answersNeutrallyWithABrokerThatWasNeverThere() {
    // Port 1 is reserved, and nobody listens there.
    try (IngressService ingress = new IngressService("127.0.0.1:1", folder.resolve("spool"))) {
      CallId call = new CallId("2015");

      assertThat(ingress.send(Pbx.MTS.request(call)).body()).isEqualTo("{}");
      assertThat(ingress.send(Pbx.SIPSIM.request(call)).status()).isEqualTo(503);
      assertThat(ingress.readiness().status()).isEqualTo(503);
    }
  }

  /** Ten events of one call, each at a minute of its own. */
  private static void sendHour(IngressService ingress, int hour) {
    for (int minute = 10; minute < 20; minute++) {
      String request =
          Pbx.SIPSIM.request(new CallId("long")).replace("T05:28", "T0" + hour + ":" + minute);
      assertThat(ingress.send(request).status()).isEqualTo(200);
    }
  }

  private static List<ConfigResource> resources() {
    List<ConfigResource> resources = new ArrayList<>();
    for (Pbx pbx : Pbx.values()) {
      Decision otherwise = pbx == Pbx.SIPSIM ? Decision.NEUTRAL : pbx.decision();
      Plan plan = plan("plan-of-" + pbx.platform(), Plan.DEFAULT_DEADLINE, otherwise);
      resources.add(plan);
      resources.add(pbx.integration(plan));
    }
    return resources;
  }
}
