package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.integration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs as odd clients write them. */
class OddUrlTest {

  private static final String KEY = "key-of-acme-uis-0001";
  private static RunningIngress ingress;

  private final String call = UUID.randomUUID().toString();
  private final String target = "/comagic/acme-uis?key=" + KEY + "&cdr_id=" + call;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    ingress.configure(integration("acme-uis", "comagic", KEY).build());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/comagic",
        "/comagic/",
        "/nobody/acme-uis",
        "/COMAGIC/acme-uis",
        "/actuator/health",
        "/error",
        "/favicon.ico",
        "*"
      })
  void answersAPlain404OutsideOfThePlatforms(String path) {
    Response response = ingress.send("GET " + path + " HTTP/1.1\nHost: hub\nAccept: text/html\n\n");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers()).containsOnlyKeys("content-length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/comagic/acme-uis/",
        "/comagic/acme-uis//",
        "/comagic/%61cme%2Duis",
        "http://hub/comagic/acme-uis"
      })
  void findsAnIntegrationByEachSpellingOfItsUrl(String path) {
    assertNeutral(
        ingress.send(
            "GET " + path + "?%6Bey=" + KEY + "&cdr_id=" + call + " HTTP/1.1\nHost: hub\n\n"));
    assertThat(asked().callId()).isEqualTo(new CallId(call));
  }

  @Test
  void keepsThePathBelowAnIntegrationEncoded() {
    assertNeutral(
        ingress.send(
            "GET /comagic/acme-uis/node%201%2F2/?key="
                + KEY
                + "&cdr_id="
                + call
                + " HTTP/1.1\nHost: hub\n\n"));
    assertThat(asked().node()).isEqualTo("node 1/2");
  }

  @Test
  void readsWhatShouldHaveBeenEncoded() {
    assertNeutral(
        ingress.send(
            "GET " + target + "&a=100%&b=x|\"y\"&c=\u00d0\u0098&d[]=#1 HTTP/1.1\nHost: hub\n\n"));
    assertThat(asked().raw())
        .containsEntry("a", "100%")
        .containsEntry("b", "x|\"y\"")
        .containsEntry("c", "И")
        .containsEntry("d[]", "#1");
  }

  private static void assertNeutral(Response response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{}");
    assertThat(response.headers()).containsEntry("content-type", "application/json; charset=UTF-8");
  }

  private List<CallEvent> events() {
    return ingress.events.events(new CallKey(new IntegrationId("acme-uis"), new CallId(call)));
  }

  private CallEvent asked() {
    return events().getLast();
  }
}
