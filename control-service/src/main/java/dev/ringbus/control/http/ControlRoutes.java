package dev.ringbus.control.http;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.control.instruct.HubUnready;
import dev.ringbus.control.instruct.Instructions;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.StoreUnavailable;
import dev.ringbus.store.UnknownPage;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The API's routes, all below {@code /api/}. Every request needs the bearer token, but that for the
 * document; whatever goes wrong is a problem in JSON.
 */
public final class ControlRoutes {

  static final String DOCUMENT = "/api/v1/openapi.json";

  private static final Logger log = LoggerFactory.getLogger(ControlRoutes.class);
  private static final MediaType PROBLEM = MediaType.parseMediaType(Problem.MEDIA_TYPE);

  private final List<Endpoint> endpoints;
  private final BearerToken token;
  private final RequestTrace trace;

  public ControlRoutes(
      Inquiries inquiries,
      Instructions instructions,
      InstructionStates states,
      BearerToken token,
      RequestTrace trace,
      Clock clock) {
    this.endpoints =
        Stream.of(
                new ControlEndpoints(inquiries, clock).all(),
                new InstructionEndpoints(instructions, states).all())
            .flatMap(List::stream)
            .toList();
    this.token = token;
    this.trace = trace;
  }

  /** The routes, and the document that describes them. */
  public RouterFunction<ServerResponse> routes() {
    byte[] document = document();
    RouterFunctions.Builder routes =
        RouterFunctions.route()
            .route(
                RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
                    .and(RequestPredicates.path(DOCUMENT)),
                _ -> json(200, document, MediaType.APPLICATION_JSON));
    for (Endpoint endpoint : endpoints) {
      routes.route(
          RequestPredicates.methods(endpoint.methods().toArray(HttpMethod[]::new))
              .and(RequestPredicates.path(endpoint.path())),
          request -> guarded(request, () -> answer(endpoint, request)));
    }
    return routes
        .route(
            request -> request.path().startsWith("/api/"),
            request -> guarded(request, () -> Mono.error(nothingThere(request))))
        .build();
  }

  /** The OpenAPI document, as JSON. */
  byte[] document() {
    return new OpenApi(endpoints).json().getBytes(StandardCharsets.UTF_8);
  }

  /** What an endpoint gives, once the request may come in. */
  private interface Answer {
    Mono<ServerResponse> give();
  }

  private Mono<ServerResponse> guarded(ServerRequest request, Answer answer) {
    return switch (token.check(request.headers().firstHeader(HttpHeaders.AUTHORIZATION))) {
      case GOOD -> Mono.defer(answer::give).onErrorResume(failure -> failed(request, failure));
      case WRONG -> unauthorized("expected Authorization: Bearer with the token of control.token");
      case NONE_SET -> unauthorized("the configuration sets no control.token, so nobody may in");
    };
  }

  private static Mono<ServerResponse> unauthorized(String detail) {
    return ServerResponse.status(401)
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .contentType(PROBLEM)
        .bodyValue(Json.write(Problem.of(401, detail)));
  }

  private Mono<ServerResponse> answer(Endpoint endpoint, ServerRequest request) {
    return trace
        .within(
            endpoint,
            request,
            context -> endpoint.arguments(request, context).flatMap(endpoint.action()::answer))
        .flatMap(value -> answer(endpoint, value));
  }

  private static Mono<ServerResponse> answer(Endpoint endpoint, Object value) {
    return value instanceof Located(Object at, String location)
        ? response(endpoint.status(), MediaType.APPLICATION_JSON)
            .header(HttpHeaders.LOCATION, location)
            .bodyValue(Json.write(at))
        : json(endpoint.status(), Json.write(value), MediaType.APPLICATION_JSON);
  }

  private RuntimeException nothingThere(ServerRequest request) {
    Set<String> allowed =
        endpoints.stream()
            .filter(endpoint -> endpoint.isAt(request.requestPath().pathWithinApplication()))
            .flatMap(endpoint -> endpoint.methods().stream())
            .map(HttpMethod::name)
            .collect(Collectors.toCollection(TreeSet::new));
    if (request.path().equals(DOCUMENT)) {
      allowed.addAll(List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name()));
    }
    return allowed.isEmpty()
        ? NotThere.notFound("there is no " + request.path() + "; see " + DOCUMENT)
        : new WrongMethod(request.method().name(), request.path(), allowed);
  }

  private static Mono<ServerResponse> failed(ServerRequest request, Throwable failure) {
    return switch (failure) {
      case BadRequest bad -> problem(400, String.valueOf(bad.getMessage()));
      case UnknownPage page -> problem(400, "after: " + page.getMessage());
      case WrongMethod wrong ->
          response(405, PROBLEM)
              .header(HttpHeaders.ALLOW, wrong.allowed())
              .bodyValue(Json.write(Problem.of(405, String.valueOf(wrong.getMessage()))));
      case NotThere there -> problem(there.status(), String.valueOf(there.getMessage()));
      case HubUnready unready -> problem(503, String.valueOf(unready.getMessage()));
      case BrokerUnavailable _ ->
          problem(503, "the broker does not answer; try again, with the same Idempotency-Key");
      case StoreUnavailable _ -> problem(503, "the database does not answer; try again");
      default -> {
        log.error("{} {} failed", request.method(), request.path(), failure);
        yield problem(500, "the request failed in the hub itself; its log says why");
      }
    };
  }

  private static Mono<ServerResponse> problem(int status, String detail) {
    return json(status, Json.write(Problem.of(status, detail)), PROBLEM);
  }

  private static Mono<ServerResponse> json(int status, byte[] body, MediaType type) {
    return response(status, type).bodyValue(body);
  }

  private static ServerResponse.BodyBuilder response(int status, MediaType type) {
    return ServerResponse.status(status)
        .contentType(type)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
