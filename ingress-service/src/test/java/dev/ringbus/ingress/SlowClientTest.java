package dev.ringbus.ingress;

import static dev.ringbus.ingress.Connections.integration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that keep a connection and do not finish. */
class SlowClientTest {

  private static final String KEY = "key-of-acme-uis-0001";
  private static final String TARGET = "/comagic/acme-uis?key=" + KEY + "&cdr_id=1";
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress =
        new RunningIngress("--ringbus.ingress.idle=1s", "--ringbus.ingress.request-within=500ms");
    ingress.configure(integration("acme-uis", "comagic", KEY).build());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void cutsOffWhoSaysNothing() {
    try (RawClient client = new RawClient(ingress.port())) {
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void cutsOffWhoSaysNothingMore() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send("GET " + TARGET + " HTTP/1.1\nHost: hub\n\n");
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void cutsOffWhoStopsInTheHead() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send("GET " + TARGET + " HTTP/1.1\nHost: h");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void cutsOffWhoStopsInTheBody() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send("POST " + TARGET + " HTTP/1.1\nHost: hub\nContent-Length: 10\n\nnuma=");
      assertThat(client.isClosedByServer()).isTrue();
    }
    await().until(() -> ingress.metric("ringbus.requests", "result", "broken-off") > 0);
  }

  /** Each byte comes well before the connection is idle, and still the request never ends. */
  @Test
  void cutsOffWhoTricklesItsHeadWithoutEnd() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send("GET " + TARGET + " HTTP/1.1\nHost: hub\n");
      assertThat(client.tricklesUntilCutOff("X: y\n")).isTrue();
    }
  }

  @Test
  void cutsOffWhoTricklesItsBodyWithoutEnd() {
    try (RawClient client = new RawClient(ingress.port())) {
      client.send("POST " + TARGET + " HTTP/1.1\nHost: hub\nContent-Length: 60000\n\n");
      assertThat(client.tricklesUntilCutOff("1")).isTrue();
    }
  }
}
