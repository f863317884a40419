package dev.ringbus.ingress.http;

import static org.springframework.web.reactive.function.server.RequestPredicates.all;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Platform;
import java.time.Clock;
import java.util.List;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The URLs of the ingress port: {@code /{platform}/{integration}} and all below it, for each
 * platform that there is a dialect of, with any method (it is the dialect's to refuse one), those
 * of CRMs' system calls, and a plain 404 everywhere else.
 */
public final class PbxRoutes {

  private static final PbxResponse NOT_FOUND = PbxResponse.empty(404);

  private final PbxEndpoint endpoint;
  private final IdlePolls idlePolls;
  private final Capture capture;
  private final RequestTrace requestTrace;
  private final SystemCallRoute systemCalls;

  public PbxRoutes(
      PbxEndpoint endpoint,
      IdlePolls idlePolls,
      SystemCallRoute systemCalls,
      List<AddressRange> trustedProxies,
      RequestTrace requestTrace,
      Clock clock) {
    this.endpoint = endpoint;
    this.idlePolls = idlePolls;
    this.systemCalls = systemCalls;
    this.capture = new Capture(new SenderAddress(trustedProxies), clock);
    this.requestTrace = requestTrace;
  }

  /**
   * The routes as a handler of their own: no filter, codec, session or error page of the framework
   * stands between the wire and the dialect; and most polls do not even come as far.
   */
  public HttpHandler handler(List<Platform> platforms) {
    HttpHandler routes =
        RouterFunctions.toHttpHandler(routes(platforms), HandlerStrategies.empty().build());
    return new PollShortcut(platforms, idlePolls, capture, routes);
  }

  private RouterFunction<ServerResponse> routes(List<Platform> platforms) {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (Platform platform : platforms) {
      String below = "/" + platform + "/{integration}";
      routes.route(path(below).or(path(below + "/**")), request -> answer(platform, request));
    }
    return routes.add(systemCalls.function()).route(all(), PbxRoutes::notFound).build();
  }

  /** At the request's end, see {@link Capture}. */
  private static Mono<ServerResponse> notFound(ServerRequest request) {
    return request
        .exchange()
        .getRequest()
        .getBody()
        .doOnNext(DataBufferUtils::release)
        .then(Mono.just(new ExactResponse(NOT_FOUND)));
  }

  private Mono<ServerResponse> answer(Platform platform, ServerRequest request) {
    String integration = request.pathVariable("integration");
    RequestTrace.Open trace = requestTrace.open(platform, request.exchange().getRequest());
    return endpoint
        .answer(
            capture.arrival(
                platform, integration, request.exchange().getRequest(), trace.context()))
        .doOnNext(response -> trace.status(response.status()))
        .doFinally(_ -> trace.close())
        .map(ExactResponse::new);
  }
}
