package dev.ringbus.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.http.Endpoint.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTest {

  private static final Secret KEY = new Secret("demo-key/0123456789+");

  @Test
  void writesARequestToTheByte() {
    Endpoint endpoint =
        new Endpoint("127.0.0.1:8080", "/sipsim/acme-sim", new Credential.InQuery(KEY));

    assertThat(new String(endpoint.message(form()).bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            POST /sipsim/acme-sim?key=demo-key%2F0123456789%2B HTTP/1.1\r
            Host: 127.0.0.1:8080\r
            Content-Type: application/x-www-form-urlencoded\r
            Content-Length: 7\r
            \r
            event=x\
            """);
  }

  @Test
  void putsTheKeyBeforeTheVendorsOwnParameters() {
    Endpoint endpoint =
        new Endpoint("h", "/comagic/acme-uis", new Credential.InQuery(new Secret("k")));

    assertThat(endpoint.message(get("node-1", "cdr_id=1")).target())
        .isEqualTo("/comagic/acme-uis/node-1?key=k&cdr_id=1");
  }

  @Test
  void sendsTheKeyAsTheBasicPassword() {
    Endpoint endpoint = new Endpoint("h", "/mts/acme-mts", new Credential.Basic("mts", KEY));

    assertThat(endpoint.message(get("CallEvent", "")).headers())
        .contains(new Header("Authorization", "Basic bXRzOmRlbW8ta2V5LzAxMjM0NTY3ODkr"));
  }

  @Test
  void showsNoKey() {
    Endpoint endpoint = new Endpoint("h", "/comagic/acme-uis", new Credential.InQuery(KEY));

    assertThat(endpoint.shown(get("", "cdr_id=1"))).isEqualTo("/comagic/acme-uis?key=***&cdr_id=1");
    assertThat(endpoint.toString()).doesNotContain("demo-key");
  }

  private static PbxRequest get(String path, String query) {
    return new PbxRequest("GET", path, query, List.of(), Body.EMPTY, Instant.EPOCH);
  }

  private static PbxRequest form() {
    return new PbxRequest(
        "POST",
        "",
        "",
        List.of(new Header("Content-Type", "application/x-www-form-urlencoded")),
        Body.of("event=x"),
        Instant.EPOCH);
  }
}
