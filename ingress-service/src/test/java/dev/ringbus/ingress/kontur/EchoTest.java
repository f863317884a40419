package dev.ringbus.ingress.kontur;

import static dev.ringbus.ingress.kontur.Workspaces.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient;
import dev.ringbus.ingress.RunningIngress;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CRM takes an answer without its echo for that of somebody else's server. */
class EchoTest {

  private static final Pattern ECHO = Pattern.compile("(?md)^X-XCOM-Integration-Echo: (.*)\r$");

  /** Every byte that may stand in a header, and a form that invites to be tidied up. */
  private static final List<String> ODD =
      List.of(
          "7b1c9a52-6a70-4a52-8c1e-2f3e0d1b4a55",
          allBytes(),
          "\"quoted, with a comma\"; q=1",
          "a,b , c",
          "two  spaces \t and a tab",
          "%41+%20",
          "=?UTF-8?B?0J8=?=",
          "\u00d0\u009f\u00d1\u0080", // Пр in UTF-8, as bytes
          "{\"json\": [1]}",
          "x".repeat(8_000));

  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    ingress.configure(Workspaces.all());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  private static String allBytes() {
    StringBuilder all = new StringBuilder();
    for (char c = 0x21; c <= 0xff; c++) {
      all.append(c == 0x7f ? 'x' : c);
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "200, POST, setup/upgrade, ''",
    "400, POST, communications/call, {}",
    "404, POST, nothing/here, ''",
    "405, GET, communications/call, ''",
    "409, POST, communications/hangup, '{\"realtimeCallItemId\":\"1\"}'"
  })
  void returnsItToTheByte(int status, String method, String path, String body) {
    for (String echo : ODD) {
      assertEcho(status, method, "/kontur/acme/" + KEY + "/" + path, body, echo);
    }
  }

  @Test
  void returnsItToWhoHasNotTheKey() {
    ODD.forEach(echo -> assertEcho(401, "POST", "/kontur/acme/wrong/setup/upgrade", "", echo));
  }

  @Test
  void returnsItWhenTheBodyIsTooLarge() {
    String body = " ".repeat(64 * 1024 + 1);
    ODD.forEach(echo ->
        assertEcho(413, "POST", "/kontur/acme/" + KEY + "/communications/call", body, echo));
  }

  @Test
  void returnsItWhenTheBrokerIsDown() {
    ingress.broker.down();
    ODD.forEach(
        echo -> assertEcho(503, "POST", "/kontur/acme/" + KEY + "/communications/sync", "", echo));
    ingress.broker.up();
  }

  private static void assertEcho(
      int status, String method, String target, String body, String echo) {
    String answer = exchange(Workspaces.request(method, target, echo, body));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(ECHO.matcher(answer).results().map(it -> it.group(1))).containsExactly(echo);
  }

  @Test
  void returnsEachOfSeveralAndAnEmptyOneAndNoneWhereThereIsNone() {
    String target = "/kontur/acme/" + KEY + "/setup/upgrade";
    String two =
        Workspaces.request("POST", target, "one", "")
            .replace("Host: hub", "Host: hub\nx-xcom-integration-echo: two");

    assertThat(ECHO.matcher(exchange(two)).results().map(it -> it.group(1)))
        .containsExactlyInAnyOrder("one", "two");
    assertThat(exchange(Workspaces.request("POST", target, "", "")))
        .contains("X-XCOM-Integration-Echo: \r\n");
    assertThat(
            exchange(
                Workspaces.request("POST", target, "", "")
                    .replace("X-XCOM-Integration-Echo: \n", "")))
        .doesNotContain("Echo");
  }

  private static String exchange(String request) {
    try (RawClient client = new RawClient(ingress.port())) {
      return client
          .send(request.replace("Host: hub", "Host: hub\nConnection: close"))
          .readToTheEnd();
    }
  }
}
