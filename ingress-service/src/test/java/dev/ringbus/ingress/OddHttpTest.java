package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.integration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** What odd clients send, byte by byte. */
class OddHttpTest {

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

  @Test
  void answersHttp10() {
    Response closing = ingress.send("GET " + target + " HTTP/1.0\n\n");
    Response keeping = ingress.send("GET " + target + " HTTP/1.0\nConnection: keep-alive\n\n");

    assertNeutral(closing);
    assertNeutral(keeping);
    assertThat(closing.headers()).doesNotContainKey("transfer-encoding");
  }

  @Test
  void closesAfterHttp10() {
    try (RawClient client = new RawClient(ingress.port())) {
      assertNeutral(client.send("GET " + target + " HTTP/1.0\n\n").read());
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void answersEachOfPipelinedRequestsInOrder() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send(
          "GET "
              + target
              + "-1 HTTP/1.1\nHost: hub\n\n"
              + "DELETE "
              + target
              + "-2 HTTP/1.1\nHost: hub\n\n"
              + "GET /nowhere HTTP/1.1\nHost: hub\n\n"
              + "GET "
              + target
              + "-4 HTTP/1.1\nHost: hub\n\n");
      assertThat(List.of(client.read(), client.read(), client.read(), client.read()))
          .extracting(Response::status)
          .containsExactly(200, 405, 404, 200);
    }
  }

  @Test
  void readsAChunkedBody() {
    assertNeutral(
        ingress.send(
            """
            POST %s HTTP/1.1
            Host: hub
            Content-Type: application/x-www-form-urlencoded
            Transfer-Encoding: chunked

            5
            numa=
            3;odd=extension
            749
            0
            Trailer: x

            """
                .formatted(target)));
    assertThat(asked().raw()).containsEntry("numa", "749");
  }

  @Test
  void takesNoPartOfABodyForAllOfIt() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send(
          """
          POST %s HTTP/1.1
          Host: hub
          Content-Type: application/x-www-form-urlencoded
          Transfer-Encoding: chunked

          5
          numa=
          garbage
          """
              .formatted(target));
      assertThat(client.isClosedByServer()).isTrue();
    }
    assertThat(events()).isEmpty();
  }

  @Test
  void storesNothingOfAClientThatGoesAwayInItsBody() {
    double before = ingress.metric("ringbus.requests", "result", "broken-off");
    try (RawClient client = new RawClient(ingress.port())) {
      client.send("POST " + target + " HTTP/1.1\nHost: hub\nContent-Length: 100\n\nnuma=");
    }
    await().until(() -> ingress.metric("ringbus.requests", "result", "broken-off") > before);
    assertThat(events()).isEmpty();
  }

  @Test
  void saysContinueToWhoExpectsIt() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send(
          """
          POST %s HTTP/1.1
          Host: hub
          Content-Type: application/x-www-form-urlencoded
          Content-Length: 8
          Expect: 100-continue

          """
              .formatted(target));
      assertThat(client.read().status()).isEqualTo(100);
      assertNeutral(client.send("numa=749").read());
    }
    assertThat(asked().raw()).containsEntry("numa", "749");
  }

  @Test
  void doesNotLetContinueWhatIsTooLarge() {
    Response response =
        ingress.send(
            "POST "
                + target
                + " HTTP/1.1\nHost: hub\nContent-Length: 65537\nExpect: 100-continue\n\n");

    assertThat(response.status()).isEqualTo(413);
    assertThat(events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h2c\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
        "websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "TLS/1.0"
      })
  void staysWithHttp11WhateverUpgradeIsOffered(String upgrade) {
    assertNeutral(
        ingress.send(
            "GET "
                + target
                + " HTTP/1.1\nHost: hub\nConnection: Upgrade\nUpgrade: "
                + upgrade
                + "\n\n"));
  }

  @Test
  void takesABodyOfTheLargestSizeAndNoLarger() {
    String head =
        "POST "
            + target
            + " HTTP/1.1\nHost: hub\nContent-Type: application/x-www-form-urlencoded\n";
    String largest = "x=" + "1".repeat(65534);

    assertNeutral(ingress.send(head + "Content-Length: 65536\n\n" + largest));
    Response tooLarge = ingress.send(head + "Content-Length: 65537\n\n" + largest + "1");
    Response tooLargeInChunks =
        ingress.send(head + "Transfer-Encoding: chunked\n\n10001\n" + largest + "1\n0\n\n");

    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLargeInChunks.status()).isEqualTo(413);
  }

  @Test
  void refusesALongUrlAndLongHeaders() {
    Response longUrl =
        ingress.send("GET " + target + "&x=" + "1".repeat(17_000) + " HTTP/1.1\nHost: hub\n\n");
    Response longHeader =
        ingress.send("GET " + target + " HTTP/1.1\nHost: hub\nX: " + "1".repeat(17_000) + "\n\n");
    Response manyHeaders =
        ingress.send(
            "GET " + target + " HTTP/1.1\nHost: hub\n" + "X: 1234567890\n".repeat(2_000) + "\n");

    assertThat(longUrl.status()).isEqualTo(414);
    assertThat(longHeader.status()).isEqualTo(431);
    assertThat(manyHeaders.status()).isEqualTo(431);
    assertThat(List.of(longUrl, longHeader, manyHeaders))
        .extracting(Response::body)
        .containsOnly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ODD"})
  void refusesOtherMethodsInTheDialect(String method) {
    Response response = ingress.send(method + " " + target + " HTTP/1.1\nHost: hub\n\n");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers())
        .containsEntry("allow", "GET, POST")
        .containsEntry("content-length", "0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\n\n",
        "GET / HTTP/9.9.9\n\n",
        "PRI * HTTP/2.0\n\nSM\n\n",
        "GET /comagic/acme-uis HTTP/1.1\nHost: hub\nBad Header: x\n\n",
        "POST /comagic/acme-uis HTTP/1.1\nHost: hub\nContent-Length: many\n\n",
        "POST /comagic/acme-uis HTTP/1.1\nHost: hub\nContent-Length: 1\nContent-Length: 2\n\nx"
      })
  void refusesWhatIsNotHttpAndCloses(String request) {
    try (RawClient client = new RawClient(ingress.port())) {
      Response response = client.send(request).read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).isEmpty();
      assertThat(client.isClosedByServer()).isTrue();
    }
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
