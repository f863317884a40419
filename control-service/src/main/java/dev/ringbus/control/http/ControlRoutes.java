package dev.ringbus.control.http;

import dev.ringbus.store.Inquiries;
import dev.ringbus.store.StoreUnavailable;
import dev.ringbus.store.UnknownPage;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
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

  private final ControlEndpoints endpoints;
  private final BearerToken token;

  public ControlRoutes(Inquiries inquiries, BearerToken token, Clock clock) {
    this.endpoints = new ControlEndpoints(inquiries, clock);
    this.token = token;
  }

  /** The routes, and the document that describes them. */
  public RouterFunction<ServerResponse> routes() {
    byte[] document = document();
    RouterFunctions.Builder routes =
        RouterFunctions.route().GET(DOCUMENT, _ -> json(200, document, MediaType.APPLICATION_JSON));
    for (Endpoint endpoint : endpoints.all()) {
      routes.route(
          RequestPredicates.method(endpoint.method()).and(RequestPredicates.path(endpoint.path())),
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
    return new OpenApi(endpoints.all()).json().getBytes(StandardCharsets.UTF_8);
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

  private static Mono<ServerResponse> answer(Endpoint endpoint, ServerRequest request) {
    return endpoint
        .action()
        .answer(endpoint.arguments(request))
        .flatMap(value -> json(endpoint.status(), Json.write(value), MediaType.APPLICATION_JSON));
  }

  private RuntimeException nothingThere(ServerRequest request) {
    return endpoints.all().stream()
            .anyMatch(endpoint -> RequestPredicates.path(endpoint.path()).test(request))
        ? NotThere.wrongMethod(request.method().name() + " is not for " + request.path())
        : NotThere.notFound("there is no " + request.path() + "; see " + DOCUMENT);
  }

  private static Mono<ServerResponse> failed(ServerRequest request, Throwable failure) {
    return switch (failure) {
      case BadRequest bad -> problem(400, String.valueOf(bad.getMessage()));
      case UnknownPage page -> problem(400, "after: " + page.getMessage());
      case NotThere there -> problem(there.status(), String.valueOf(there.getMessage()));
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
    return ServerResponse.status(status)
        .contentType(type)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .bodyValue(body);
  }
}
