package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.wire.Json;
import java.net.URI;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Requests about instructions, as a client of the control API makes them. */
abstract class InstructionRequests {

  static final String CALL = "/api/v1/calls/acme-mts/17/instructions";
  static final String EXTENSION = "{\"forward\":{\"to\":[\"0306\"],\"as\":\"extension\"}}";

  final SteeredCalls hub = new SteeredCalls();
  final ControlRoutes routes = hub.routes(new SomeCalls());
  final WebTestClient client = WebTestClient.bindToRouterFunction(routes.routes()).build();

  EntityExchangeResult<byte[]> send(
      HttpMethod method, String path, String body, int status, String... headers) {
    WebTestClient.RequestBodySpec request =
        client
            .method(method)
            .uri(URI.create(path))
            .header("Authorization", "Bearer " + SteeredCalls.TOKEN);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .returnResult();
  }

  JsonNode post(String path, String body, String... headers) {
    EntityExchangeResult<byte[]> result = send(HttpMethod.POST, path, body, 202, headers);
    JsonNode instruction = json(result);
    Documented.isAsDocumented(routes, instruction, "InstructionView");
    assertThat(result.getResponseHeaders().getFirst("Location"))
        .isEqualTo("/api/v1/instructions/" + instruction.get("id").asString());
    return instruction;
  }

  String refused(String path, String body, int status) {
    JsonNode problem = json(send(HttpMethod.POST, path, body, status));
    Documented.isAsDocumented(routes, problem, "Problem");
    return problem.get("detail").asString();
  }

  static JsonNode json(EntityExchangeResult<byte[]> result) {
    return Json.mapper().readTree(result.getResponseBodyContent());
  }
}
