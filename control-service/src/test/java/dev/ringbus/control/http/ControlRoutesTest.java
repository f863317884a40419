package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.wire.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class ControlRoutesTest {

  private static final String TOKEN = SteeredCalls.TOKEN;
  private static final Instant NOW = SteeredCalls.NOW;

  private final SomeCalls calls = new SomeCalls();
  private final SteeredCalls steered = new SteeredCalls();
  private final ControlRoutes routes = steered.routes(calls);
  private final WebTestClient client = client(routes);

  private static WebTestClient client(ControlRoutes routes) {
    return WebTestClient.bindToRouterFunction(routes.routes()).build();
  }

  @Test
  void listsCallsWithTheirFilterAndTheWayToTheNextPage() {
    JsonNode page =
        ok(
            "/api/v1/calls?from=2026-03-01T12:00:00%2B03:00&number=%2B79161234567&state=ended"
                + "&integration=acme-mts&size=1");

    assertThat(page.get("items").get(0).get("callId").asString()).isEqualTo("17");
    assertThat(page.get("next").asString()).isEqualTo("after-17");
    assertThat(calls.callFilter().from()).isEqualTo("2026-03-01T09:00:00Z");
    assertThat(calls.callFilter().number()).isEqualTo("+79161234567");
    assertThat(calls.page().size()).isEqualTo(1);
    isAsDocumented(page, "CallPage");
  }

  @Test
  void showsACallWithEventsAndDeliveries() {
    JsonNode dossier = ok("/api/v1/calls/acme-mts/17");

    assertThat(dossier.get("call").get("legs")).hasSize(1);
    assertThat(dossier.get("events")).hasSize(1);
    assertThat(dossier.get("deliveries").get(0).get("state").asString()).isEqualTo("parked");
    isAsDocumented(dossier, "CallDossier");
  }

  @Test
  void findsACallWhoseIdHasAnySign() {
    ok("/api/v1/calls/acme-ivr/3584705175%3A5205%2Fdc5c");

    assertThat(calls.key())
        .isEqualTo(new CallKey(new IntegrationId("acme-ivr"), new CallId("3584705175:5205/dc5c")));
  }

  @Test
  void listsDeliveriesByState() {
    JsonNode page = ok("/api/v1/deliveries?state=parked&call=acme-mts:17&crm=acme");

    assertThat(calls.deliveryFilter())
        .isEqualTo(
            new DeliveryFilter(
                DeliveryState.PARKED,
                "acme",
                null,
                new CallKey(new IntegrationId("acme-mts"), new CallId("17")),
                null,
                null));
    isAsDocumented(page, "DeliveryViewPage");
  }

  @Test
  void replaysOne() {
    JsonNode delivery = json(post("/api/v1/deliveries/4/replay", 202));

    assertThat(delivery.get("id").asLong()).isEqualTo(4);
    assertThat(calls.replayedAt()).isEqualTo(NOW);
    isAsDocumented(delivery, "DeliveryView");
  }

  @Test
  void replaysAllThatMatch() {
    assertThat(json(post("/api/v1/deliveries/replay?state=parked&crm=acme", 202)).toString())
        .isEqualTo("{\"replayed\":3}");
  }

  @Test
  void replaysNothingWithoutAFilter() {
    assertThat(problem(post("/api/v1/deliveries/replay", 400)))
        .isEqualTo("expected a filter, for example state=parked");
  }

  @Test
  void showsHowWorkspacesDo() {
    JsonNode list = ok("/api/v1/workspaces");

    assertThat(list.get(0).get("reports").get(0).get("breaker").asString()).isEqualTo("open");
    assertThat(list.get(0).get("counts").toString()).isEqualTo("{\"parked\":1}");
    isAsDocumented(list.get(0), "WorkspaceView");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/calls?state=gone             | state is one of ringing, connected, ended, not 'gone'
          /api/v1/calls?size=0                 | size is a whole number from 1 to 500, not '0'
          /api/v1/calls?from=yesterday&sise=2  | from is a time like 2026-03-01T12:00:05+03:00 (a + in a URL is written %2B), not 'yesterday'; there is no parameter sise
          /api/v1/deliveries?call=17           | call is {integration}:{callId}, not '17'
          /api/v1/calls?crm=a&size=1&size=2    | size is given 2 times, expected once; there is no parameter crm
          """)
  void namesEveryFaultOfARequest(String path, String detail) {
    assertThat(problem(get(path, TOKEN, 400))).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/calls/acme-mts/none, 404",
    "/api/v1/nothing, 404",
    "/api/v1/deliveries/4/replay, 405"
  })
  void saysWhatIsNotThere(String path, int status) {
    problem(get(path, TOKEN, status));
  }

  @Test
  void saysThatADeliveryIsNotToBeReplayed() {
    assertThat(problem(post("/api/v1/deliveries/5/replay", 409)))
        .isEqualTo("no delivery 5 is parked, dropped or unknown");
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswer() {
    calls.breakDown();

    assertThat(problem(get("/api/v1/calls", TOKEN, 503))).contains("the database does not answer");
  }

  @Test
  void letsNobodyInWithoutTheToken() {
    problem(get("/api/v1/calls", "another-token-0002", 401));
    problem(get("/api/v1/nothing", "another-token-0002", 401));
    client
        .get()
        .uri("/api/v1/calls")
        .exchange()
        .expectHeader()
        .valueEquals("WWW-Authenticate", "Bearer");
    WebTestClient noToken = client(steered.routes(calls, new BearerToken(Optional::empty)));
    noToken
        .get()
        .uri("/api/v1/calls")
        .header("Authorization", "Bearer " + TOKEN)
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void showsItsDocumentToAnybody() {
    client.get().uri(ControlRoutes.DOCUMENT).exchange().expectStatus().isOk();
  }

  private JsonNode ok(String path) {
    return json(get(path, TOKEN, 200));
  }

  private EntityExchangeResult<byte[]> get(String path, String token, int status) {
    return client
        .get()
        .uri(java.net.URI.create(path))
        .header("Authorization", "Bearer " + token)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .returnResult();
  }

  private EntityExchangeResult<byte[]> post(String path, int status) {
    return client
        .post()
        .uri(java.net.URI.create(path))
        .header("Authorization", "Bearer " + TOKEN)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .returnResult();
  }

  private static JsonNode json(EntityExchangeResult<byte[]> result) {
    return Json.mapper().readTree(result.getResponseBodyContent());
  }

  private String problem(EntityExchangeResult<byte[]> result) {
    assertThat(result.getResponseHeaders().getFirst("Content-Type"))
        .isEqualTo("application/problem+json");
    JsonNode problem = json(result);
    isAsDocumented(problem, "Problem");
    return problem.get("detail").asString();
  }

  private void isAsDocumented(JsonNode answer, String schema) {
    Documented.isAsDocumented(routes, answer, schema);
  }
}
