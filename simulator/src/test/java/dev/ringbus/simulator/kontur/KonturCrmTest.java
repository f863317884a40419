package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.kontur.files.StoredFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that is told as the contract has it. */
class KonturCrmTest {

  private KonturCrm crm;
  private Told told;

  @BeforeEach
  void start() throws Exception {
    crm =
        KonturCrm.start(
            KonturSettings.of(new Secret(Told.API_KEY), Clock.systemUTC())
                .withOwners(Map.of("+79000000001", List.of(Told.USER))));
    told = new Told(crm);
    told.authorize();
  }

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void knowsAWholeCallWithItsRecording() throws Exception {
    HttpResponse<String> started = told.start();
    for (String progress : List.of("appeared", "connected", "paused", "connected", "finished")) {
      assertThat(told.leg(progress, 40 + crm.calls().getFirst().notices().size()).body())
          .isEqualTo("\"OK\"");
    }
    assertThat(told.finish().body()).isEqualTo("\"OK\"");
    HttpResponse<String> uploaded = told.upload("sound".getBytes(StandardCharsets.UTF_8));
    assertThat(told.register(Told.recording(Told.json(uploaded))).body()).isEqualTo("\"OK\"");

    KnownCall call = crm.call(Told.CALL).orElseThrow();
    assertThat(Told.json(started).path("id").asString()).isEqualTo(call.communicationId());
    assertThat(call.direction()).isEqualTo(Direction.INBOUND);
    assertThat(call.clientPhone()).isEqualTo("+79000000001");
    assertThat(call.news(Told.LEG))
        .extracting(Notice.LegNews::progress)
        .containsExactly(
            LegProgress.APPEARED,
            LegProgress.CONNECTED,
            LegProgress.PAUSED,
            LegProgress.CONNECTED,
            LegProgress.FINISHED);
    assertThat(call.registration().orElseThrow().items()).hasSize(1);
    StoredFile file = call.recordings().getFirst();
    assertThat(file.length()).isEqualTo(5);
    assertThat(crm.violations()).isEmpty();
  }
}
