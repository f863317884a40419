package dev.ringbus.ingress.http;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Takes a request off the wire: its bytes once, and nothing of it decoded. */
final class Capture {

  static final int MAX_BODY_BYTES = 64 * 1024;

  private final SenderAddress senderAddress;
  private final Clock clock;

  Capture(SenderAddress senderAddress, Clock clock) {
    this.senderAddress = senderAddress;
    this.clock = clock;
  }

  /**
   * The request behind {@code /{platform}/{integration}}.
   *
   * @param integration that path segment, decoded
   */
  Arrival arrival(Platform platform, String integration, ServerHttpRequest request, Context trace) {
    Instant receivedAt = clock.instant();
    HttpHeaders headers = request.getHeaders();
    RawQuery query = RawQuery.of(request.getURI().getRawQuery());
    return new Arrival(
        platform,
        integration,
        Credentials.of(query, headers.getFirst(HttpHeaders.AUTHORIZATION)),
        sender(request),
        body(request)
            .map(body -> request(request, query, withoutCredentials(headers), body, receivedAt)),
        receivedAt,
        trace);
  }

  /**
   * A request without a body, and without its headers: no dialect known here tells a poll by them,
   * and what is no poll without them goes the whole way.
   *
   * @param integration that path segment, as it stands in the URL
   */
  PollHead pollHead(Platform platform, String integration, ServerHttpRequest request) {
    Instant receivedAt = clock.instant();
    HttpHeaders headers = request.getHeaders();
    RawQuery query = RawQuery.of(request.getURI().getRawQuery());
    return new PollHead(
        platform,
        integration,
        Credentials.of(query, headers.getFirst(HttpHeaders.AUTHORIZATION)),
        sender(request),
        request(request, query, List.of(), Body.EMPTY, receivedAt));
  }

  private Optional<InetAddress> sender(ServerHttpRequest request) {
    return senderAddress.find(
        request.getRemoteAddress(), () -> request.getHeaders().getOrEmpty("X-Forwarded-For"));
  }

  private static PbxRequest request(
      ServerHttpRequest request,
      RawQuery query,
      List<Header> headers,
      Body body,
      Instant receivedAt) {
    return new PbxRequest(
        request.getMethod().name(),
        pathRest(request.getURI().getRawPath()),
        query.rest(),
        headers,
        body,
        receivedAt);
  }

  /**
   * The body. Without one it still waits for the request's end: Reactor Netty 1.3.7 stops reading a
   * connection for good when a request that it had to queue is answered before its end (its issue
   * 4361).
   */
  static Mono<Body> body(ServerHttpRequest request) {
    long declared = request.getHeaders().getContentLength();
    if (declared > MAX_BODY_BYTES) {
      return Mono.error(tooLarge());
    }
    return DataBufferUtils.join(request.getBody(), MAX_BODY_BYTES)
        .map(Capture::bytes)
        .defaultIfEmpty(Body.EMPTY)
        .onErrorMap(DataBufferLimitException.class, _ -> tooLarge());
  }

  private static Body bytes(DataBuffer buffer) {
    try {
      byte[] bytes = new byte[buffer.readableByteCount()];
      buffer.read(bytes);
      return Body.of(bytes);
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  private static RejectedRequest tooLarge() {
    return new RejectedRequest(
        RejectedRequest.Reason.TOO_LARGE, "a body has at most " + MAX_BODY_BYTES + " bytes");
  }

  /** What follows the first two segments, without slashes at its ends. */
  static String pathRest(String rawPath) {
    int begin = segmentEnd(rawPath, segmentEnd(rawPath, 0));
    int end = rawPath.length();
    while (begin < end && rawPath.charAt(begin) == '/') {
      begin++;
    }
    while (end > begin && rawPath.charAt(end - 1) == '/') {
      end--;
    }
    return rawPath.substring(begin, end);
  }

  private static int segmentEnd(String path, int from) {
    int slash = path.indexOf('/', Math.min(path.length(), from + 1));
    return slash < 0 ? path.length() : slash;
  }

  /** A dialect has no use for the hub's own credentials, and must not keep them. */
  private static List<Header> withoutCredentials(HttpHeaders headers) {
    List<Header> kept = new ArrayList<>(headers.size());
    headers.forEach((name, values) -> {
      if (!name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
        values.forEach(value -> kept.add(new Header(name, value)));
      }
    });
    return kept;
  }
}
