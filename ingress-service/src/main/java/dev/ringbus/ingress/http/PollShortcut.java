package dev.ringbus.ingress.http;

import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Platform;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers the polls of calls that nothing waits for before the framework looks for a route, without
 * a span, and on the thread that read them. Everything else goes the whole way, where it is judged
 * anew: what is refused, what is odd in any way, and what is failing.
 */
final class PollShortcut implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(PollShortcut.class);

  private final Map<String, Platform> platforms;
  private final IdlePolls polls;
  private final Capture capture;
  private final HttpHandler wholeWay;

  PollShortcut(List<Platform> platforms, IdlePolls polls, Capture capture, HttpHandler wholeWay) {
    this.platforms =
        platforms.stream()
            .collect(Collectors.toUnmodifiableMap(Platform::value, Function.identity()));
    this.polls = polls;
    this.capture = capture;
    this.wholeWay = wholeWay;
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    return unlessItFails(request)
        .map(answer -> atItsEnd(request, response, answer))
        .orElseGet(() -> wholeWay.handle(request, response));
  }

  /** A fault is met again on the whole way, which has an answer to it. */
  private Optional<PbxResponse> unlessItFails(ServerHttpRequest request) {
    try {
      return idle(request);
    } catch (RuntimeException e) {
      log.debug("A poll goes the whole way, since the short one failed", e);
      return Optional.empty();
    }
  }

  private Optional<PbxResponse> idle(ServerHttpRequest request) {
    if (!request.getMethod().equals(HttpMethod.GET) || hasBody(request)) {
      return Optional.empty();
    }
    String path = request.getURI().getRawPath();
    int platformEnd = path.indexOf('/', 1);
    int integrationEnd = path.indexOf('/', platformEnd + 1);
    if (platformEnd < 0 || integrationEnd < 0) {
      return Optional.empty();
    }
    Platform platform = platforms.get(path.substring(1, platformEnd));
    String integration = path.substring(platformEnd + 1, integrationEnd);
    return platform == null
        ? Optional.empty()
        : polls.answer(capture.pollHead(platform, integration, request));
  }

  private static boolean hasBody(ServerHttpRequest request) {
    return request.getHeaders().containsHeader("Content-Length")
        || request.getHeaders().containsHeader("Transfer-Encoding");
  }

  /** See {@link Capture#body}. */
  private static Mono<Void> atItsEnd(
      ServerHttpRequest request, ServerHttpResponse response, PbxResponse answer) {
    HttpServerRequest in = ServerHttpRequestDecorator.getNativeRequest(request);
    HttpServerResponse out = ServerHttpResponseDecorator.getNativeResponse(response);
    return in.receive().then(Mono.defer(() -> write(answer, out)));
  }

  /** To the server itself: what the framework would do with a response is not wanted here. */
  private static Mono<Void> write(PbxResponse answer, HttpServerResponse out) {
    out.status(answer.status());
    HttpHeaders headers = out.responseHeaders();
    for (Header header : answer.headers()) {
      headers.add(header.name(), header.value());
    }
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().size());
    return out.sendObject(Unpooled.wrappedBuffer(answer.body().bytes())).then();
  }
}
