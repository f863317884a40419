package dev.ringbus.ingress.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The handler of the ingress, with constants that can be put in its place while it runs. */
final class Constants implements HttpHandler, BeanPostProcessor {

  private static final String CONTENT_TYPE = "application/json; charset=UTF-8";
  private static final byte[] IDLE =
      "{\"CallID\":100000000000,\"EventType\":0,\"Param\":\"\"}".getBytes(US_ASCII);

  /** What answers. */
  enum Answering {
    /** The ingress as it is. */
    INGRESS,
    /** A constant as the server's only handler, at once. */
    CONSTANT_HANDLER,
    /** A constant behind a route of the framework, with a path variable. */
    CONSTANT_ROUTE
  }

  private final HttpHandler route =
      RouterFunctions.toHttpHandler(
          RouterFunctions.route(
              RequestPredicates.path("/mts/{integration}/**"),
              _ ->
                  ServerResponse.ok()
                      .header("Content-Type", CONTENT_TYPE)
                      .build((exchange, _) -> write(exchange.getResponse()))),
          HandlerStrategies.empty().build());

  private volatile HttpHandler now = (_, _) -> Mono.empty();
  private HttpHandler ingress = now;

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof HttpHandler handler && name.equals("pbxHandler")) {
      ingress = handler;
      now = handler;
      return this;
    }
    return bean;
  }

  void answer(Answering who) {
    now =
        switch (who) {
          case INGRESS -> ingress;
          case CONSTANT_HANDLER -> (_, response) -> write(response);
          case CONSTANT_ROUTE -> route;
        };
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    return now.handle(request, response);
  }

  private static Mono<Void> write(ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.OK);
    HttpHeaders headers = response.getHeaders();
    headers.set("Content-Type", CONTENT_TYPE);
    headers.setContentLength(IDLE.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(IDLE)));
  }
}
