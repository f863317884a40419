package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Plan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GracefulStopTest {

  @Test
  void answersWhoeverWaitsAndThenStops() {
    RunningIngress ingress = new RunningIngress();
    Plan plan = plan("acme", Duration.ofSeconds(2), Pbx.MTS.decision());
    ingress.configure(Pbx.MTS.integration(plan), plan);
    CallId call = new CallId("1");

    try (RawClient client = new RawClient(ingress.port())) {
      client.send(Pbx.MTS.request(call));
      await().until(() -> !ingress.decisions.questions().isEmpty());
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(ingress::close);
      Response response = client.read();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(Pbx.MTS.decided(call));
      stopping.join();
    }
    assertThat(ingress.decisionLog.records()).hasSize(1);
  }

  @Test
  void leavesTheSpoolToTheNextStart() throws Exception {
    RunningIngress first = new RunningIngress();
    first.configure(Pbx.SIPSIM.integration(null));
    first.broker.down();
    for (int call = 0; call < 20; call++) {
      assertThat(first.send(Pbx.SIPSIM.request(new CallId("call-" + call))).status())
          .isEqualTo(200);
    }
    first.stop();

    try (RunningIngress second =
        new RunningIngress("--ringbus.ingress.spool-dir=" + first.spoolFolder())) {
      await().until(() -> second.events.events().size() == 20);
    } finally {
      first.close();
    }
  }
}
