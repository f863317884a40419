package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.model.CallId;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings that are off by default, or far away. */
class SettingsTest {

  private static final CallId CALL = new CallId("1");
  private static final String KEY = "a key of 16 characters";
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress =
        new RunningIngress(
            "--ringbus.ingress.trusted-proxies=127.0.0.0/8,::1", "--ringbus.ingress.connections=2");
    ingress.configure(
        Connections.integration("acme", "sipsim", KEY).allowFrom("203.0.113.0/24").build());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void believesTheProxyThatIsNamed() {
    assertThat(statusOf("203.0.113.7")).isEqualTo(200);
    assertThat(statusOf("198.51.100.7, 203.0.113.7")).isEqualTo(200);
    assertThat(statusOf("203.0.113.7, 198.51.100.7")).isEqualTo(401);
    assertThat(statusOf("garbage")).isEqualTo(401);
  }

  @Test
  void closesAConnectionTooMany() {
    try (RawClient first = connected();
        RawClient second = connected()) {
      assertThat(second.send(request("203.0.113.7")).read().status()).isEqualTo(200);

      try (RawClient third = new RawClient(ingress.port())) {
        assertThat(third.isClosedByServer()).isTrue();
      }
      assertThat(first.send(request("203.0.113.7")).read().status()).isEqualTo(200);
    }
    assertThat(statusOf("203.0.113.7")).isEqualTo(200);
  }

  /** A connection that the server has let in. */
  private static RawClient connected() {
    return await()
        .ignoreException(UncheckedIOException.class)
        .until(
            () -> {
              RawClient client = new RawClient(ingress.port());
              client.send(request("203.0.113.7")).read();
              return client;
            },
            _ -> true);
  }

  /** Once the server has seen that earlier connections are closed. */
  private static int statusOf(String forwardedFor) {
    return await()
        .ignoreException(UncheckedIOException.class)
        .until(() -> ingress.send(request(forwardedFor)).status(), _ -> true);
  }

  private static String request(String forwardedFor) {
    return Pbx.SIPSIM.request(
        CALL, "acme", "X-Forwarded-For: " + forwardedFor + "\n", "key=" + KEY.replace(' ', '+'));
  }
}
