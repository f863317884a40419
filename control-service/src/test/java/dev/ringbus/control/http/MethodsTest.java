package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What methods a path takes: as RFC 9110 has it. */
class MethodsTest {

  private final WebTestClient client =
      WebTestClient.bindToRouterFunction(new SteeredCalls().routes(new SomeCalls()).routes())
          .build();

  private EntityExchangeResult<byte[]> send(String method, String path, int status) {
    return client
        .method(HttpMethod.valueOf(method))
        .uri(path)
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + SteeredCalls.TOKEN)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .returnResult();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /api/v1/calls                          | GET, HEAD
          DELETE | /api/v1/calls/acme-mts/17/instructions | GET, HEAD, POST
          POST   | /api/v1/instructions/id-1              | DELETE, GET, HEAD
          GET    | /api/v1/deliveries/4/replay            | POST
          HEAD   | /api/v1/deliveries/4/replay            | POST
          PUT    | /api/v1/openapi.json                   | GET, HEAD
          """)
  void saysWhichMethodsAPathTakes(String method, String path, String allowed) {
    EntityExchangeResult<byte[]> refused = send(method, path, 405);

    assertThat(refused.getResponseHeaders().getFirst(HttpHeaders.ALLOW)).isEqualTo(allowed);
    if (!method.equals("HEAD")) {
      assertThat(Json.mapper().readTree(refused.getResponseBodyContent()).get("detail").asString())
          .isEqualTo(path + " takes " + allowed + ", not " + method);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/calls", "/api/v1/calls/acme-mts/17", "/api/v1/openapi.json"})
  void answersHeadAsGetWithoutTheBody(String path) {
    EntityExchangeResult<byte[]> head = send("HEAD", path, 200);
    EntityExchangeResult<byte[]> get = send("GET", path, 200);

    assertThat(head.getResponseHeaders()).isEqualTo(get.getResponseHeaders());
    assertThat(get.getResponseHeaders().getContentLength()).isPositive();
    assertThat(head.getResponseBodyContent()).isNullOrEmpty();
  }

  @Test
  void answersHeadOfNothingAsGet() {
    send("HEAD", "/api/v1/calls/acme-mts/none", 404);
    send("HEAD", "/api/v1/nothing", 404);
  }

  @Test
  void letsNobodyLearnMethodsWithoutTheToken() {
    client.post().uri("/api/v1/calls").exchange().expectStatus().isUnauthorized();
    client.head().uri("/api/v1/calls").exchange().expectStatus().isUnauthorized();
  }
}
