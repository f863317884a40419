package dev.ringbus.crms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmProvider;
import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrmsTest {

  private static final SecretSource SECRETS = new SecretSource(Map.of(), Path.of("."));

  @Test
  void findsEachByItsType() {
    for (CrmProvider crm : Crms.all()) {
      assertThat(Crms.find(crm.type())).containsSame(crm);
    }
    assertThat(Crms.all()).extracting(CrmProvider::type).doesNotHaveDuplicates();
    assertThat(Crms.find("another")).isEmpty();
  }

  @Test
  void connectsToAWorkspaceWithoutSendingAnything() {
    CrmConnection connection =
        kontur().connect(crm(Map.of("settleBy", "nothing")), SECRETS, Clock.systemUTC());

    try (connection) {
      assertThat(connection.concurrency()).isEqualTo(32);
      assertThat(connection.staleAfter()).isEqualTo(Duration.ofSeconds(60));
      assertThat(connection.settles()).isEqualTo(CrmConnection.Settles.NO);
    }
  }

  @Test
  void saysWhatIsWrongWithAWorkspace() {
    assertThatThrownBy(
            () -> kontur().connect(crm(Map.of("concurrency", 0)), SECRETS, Clock.systemUTC()))
        .isInstanceOf(InvalidCrm.class)
        .hasMessage("the CRM acme: concurrency: expected a whole number from 1 to 1000, not 0");
  }

  private static CrmProvider kontur() {
    return Crms.find("kontur").orElseThrow();
  }

  private static Crm crm(Map<String, Object> settings) {
    return new Crm(
        "acme",
        "kontur",
        URI.create("http://127.0.0.1:9"),
        null,
        settings,
        Map.of("apiKey", new SecretRef.Env("KONTUR_API_KEY")),
        "v1");
  }
}
