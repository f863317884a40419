package dev.ringbus.crm.kontur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import dev.ringbus.crm.kontur.KonturSettings.NamedSecret;
import dev.ringbus.crm.kontur.KonturSettings.SettleBy;
import dev.ringbus.model.Crm;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KonturSettingsTest {

  private static final Map<String, SecretRef> API_KEY =
      Map.of("apiKey", new SecretRef.Env("KONTUR_API_KEY"));

  @Test
  void hasADefaultForAllButTheKey() {
    KonturSettings settings = KonturSettings.of(crm("https://crm.kontur.ru/", Map.of(), API_KEY));

    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://crm.kontur.ru"));
    assertThat(settings.secret()).isNull();
    assertThat(settings.originate()).isNull();
    assertThat(settings.users().all()).isEmpty();
    assertThat(settings.staleAfter()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.settleBy()).isEqualTo(SettleBy.CALL_STARTED);
    assertThat(settings.concurrency()).isEqualTo(32);
    assertThat(settings.contentLengthAs()).isEqualTo(LengthAs.STRING);
  }

  @Test
  void readsEverySetting() {
    KonturSettings settings =
        KonturSettings.of(
            crm(
                "http://127.0.0.1:18950",
                Map.of(
                    "users", Map.of("7d0f0a5e", "306"),
                    "secretName", "token",
                    "staleAfter", "PT30S",
                    "settleBy", "nothing",
                    "concurrency", 8,
                    "contentLengthAs", "number",
                    "originate",
                        Map.of(
                            "integration",
                            "acme-uis",
                            "http",
                            Map.of(
                                "method",
                                "PUT",
                                "url",
                                "https://pbx.example/{extension}",
                                "body",
                                "{}",
                                "headers",
                                Map.of("X-Key", "{secret}"),
                                "user",
                                "hub"))),
                Map.of(
                    "apiKey",
                    new SecretRef.Env("KEY"),
                    "secret",
                    new SecretRef.File("token"),
                    "originatePassword",
                    new SecretRef.Env("PASSWORD"),
                    "originateSecret",
                    new SecretRef.Env("PBX_KEY"))));

    assertThat(settings.secret()).isEqualTo(new NamedSecret("token", new SecretRef.File("token")));
    assertThat(settings.users().numberOf("7d0f0a5e")).contains(new PhoneNumber("306"));
    assertThat(settings.staleAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.settleBy()).isEqualTo(SettleBy.NOTHING);
    assertThat(settings.concurrency()).isEqualTo(8);
    assertThat(settings.contentLengthAs()).isEqualTo(LengthAs.NUMBER);
    assertThat(settings.originate())
        .isEqualTo(
            new KonturSettings.Originate(
                new IntegrationId("acme-uis"),
                "PUT",
                "https://pbx.example/{extension}",
                "{}",
                Map.of("X-Key", "{secret}"),
                "hub",
                new SecretRef.Env("PASSWORD"),
                new SecretRef.Env("PBX_KEY")));
  }

  @Test
  void namesAllFaultsAtOnce() {
    Crm crm =
        new Crm(
            "acme",
            "amo",
            URI.create("ftp://crm.example"),
            null,
            Map.of(
                "users",
                Map.of("a", "306", "b", "306", "c", Map.of()),
                "secretName",
                "token",
                "staleAfter",
                "a minute",
                "settleBy",
                "guessing",
                "concurrency",
                0.5,
                "contentLengthAs",
                1,
                "originate",
                Map.of("integration", "Not One")),
            Map.of(),
            "v1");

    assertThatThrownBy(() -> KonturSettings.of(crm))
        .isInstanceOfSatisfying(
            InvalidCrm.class,
            fault ->
                assertThat(fault.faults())
                    .containsExactly(
                        "type: expected kontur, not amo",
                        "baseUrl: expected http:// or https:// and a host",
                        "apiKey: expected a secret, found none",
                        "secret: expected a name and a value, or neither",
                        "users.c: expected a text",
                        "users.c: expected an internal number",
                        "originate.integration: expected an integration's name",
                        "originate.http.url: expected a text, found nothing",
                        "staleAfter: expected a duration over 0, such as PT1M, not a minute",
                        "settleBy: expected call-started or nothing, not guessing",
                        "concurrency: expected a whole number from 1 to 1000, not 0.5",
                        "contentLengthAs: expected string or number, not 1"));
  }

  @Test
  void showsNoPasswordThatStandsInTheUrl() {
    assertThatThrownBy(() -> KonturSettings.of(crm("https://me:pw@crm.example", Map.of(), API_KEY)))
        .hasMessageContaining("expected no user and password")
        .hasMessageNotContaining("pw");
  }

  @Test
  void knowsUsersByNumbersWithAndWithoutPlus() {
    KonturUsers users =
        KonturSettings.of(
                crm(
                    "https://crm.kontur.ru",
                    Map.of("users", Map.of("mobile", "79161234567", "desk", "000*306")),
                    API_KEY))
            .users();

    assertThat(users.userOf(new PhoneNumber("+79161234567"))).contains("mobile");
    assertThat(users.userOf(new PhoneNumber("79161234567"))).contains("mobile");
    assertThat(users.userOf(new PhoneNumber("000*306"))).contains("desk");
    assertThat(users.userOf(new PhoneNumber("306"))).isEmpty();
  }

  @Test
  void takesTheFirstOfTwoUsersWithOneNumber() {
    KonturUsers users =
        KonturSettings.of(
                crm(
                    "https://crm.kontur.ru",
                    Map.of("users", Map.of("b", "306", "a", "306")),
                    API_KEY))
            .users();

    assertThat(users.userOf(new PhoneNumber("306"))).contains("a");
    assertThat(users.numberOf("b")).contains(new PhoneNumber("306"));
  }

  private static Crm crm(String url, Map<String, Object> settings, Map<String, SecretRef> secrets) {
    return new Crm("acme", "kontur", URI.create(url), null, settings, secrets, "v1");
  }
}
