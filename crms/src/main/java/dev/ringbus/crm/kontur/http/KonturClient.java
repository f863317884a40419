package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.kontur.KonturAnswer;
import dev.ringbus.crm.kontur.KonturSettings;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP to one workspace, over connections of its own, so that a CRM which does not answer takes
 * none of another's; and uploads over others, so that ten recordings hold up no notice. No
 * redirects, no repeats, answers of at most {@link BoundedBody#LIMIT}.
 */
final class KonturClient {

  /** Little waits in the socket, so that what was taken from the file has nearly arrived. */
  private static final int UPLOAD_BUFFER = 256 * 1024;

  /** So many for each connection may wait for one; the next are refused at once. */
  private static final int WAITING_EACH = 8;

  private static final int MAX_HEADERS = 16 * 1024;
  private static final Duration UNUSED = Duration.ofMinutes(5);

  private final String baseUrl;
  private final ConnectionProvider connections;
  private final ConnectionProvider uploadConnections;
  private final HttpClient client;
  private final HttpClient uploads;

  KonturClient(KonturSettings settings, KonturLimits limits) {
    this.baseUrl = settings.baseUrl().toString();
    this.connections = pool(settings.crm(), settings.concurrency(), limits.operation(), limits);
    this.uploadConnections =
        pool(settings.crm() + "-uploads", limits.uploads(), limits.stall(), limits);
    this.client = client(connections, limits);
    this.uploads = client(uploadConnections, limits).option(ChannelOption.SO_SNDBUF, UPLOAD_BUFFER);
  }

  private static ConnectionProvider pool(
      String name, int connections, Duration acquire, KonturLimits limits) {
    return ConnectionProvider.builder("ringbus-kontur-" + name)
        .maxConnections(connections)
        .pendingAcquireMaxCount(WAITING_EACH * connections)
        .pendingAcquireTimeout(acquire)
        .maxIdleTime(limits.idle())
        .evictInBackground(limits.idle())
        .disposeInactivePoolsInBackground(UNUSED, UNUSED)
        .build();
  }

  private static HttpClient client(ConnectionProvider connections, KonturLimits limits) {
    return HttpClient.create(connections)
        .followRedirect(false)
        .disableRetry(true)
        .compress(false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connect().toMillis())
        .httpResponseDecoder(
            spec -> spec.maxHeaderSize(MAX_HEADERS).maxInitialLineLength(MAX_HEADERS));
  }

  /** Sends a request; whatever status comes back is an answer. Fails as the network does. */
  Mono<KonturAnswer> exchange(KonturRequest request, Passage passage) {
    return exchange(client, request, passage);
  }

  /** As {@link #exchange}, on the connections for uploads. */
  Mono<KonturAnswer> upload(KonturRequest request, Passage passage) {
    return exchange(uploads, request, passage);
  }

  private Mono<KonturAnswer> exchange(HttpClient over, KonturRequest request, Passage passage) {
    var sender =
        over.headers(headers -> write(headers, request))
            .request(HttpMethod.valueOf(request.method().verb()))
            .uri(baseUrl + request.target());
    return sender
        .send((_, outbound) -> {
          passage.leaves();
          Content content = request.content();
          return content == null ? outbound : outbound.send(content.bytes());
        })
        .response((response, content) -> read(request, response, content))
        .next()
        .doOnNext(_ -> passage.isAnswered());
  }

  private static void write(HttpHeaders headers, KonturRequest request) {
    headers.set(HttpHeaderNames.USER_AGENT, "ringbus");
    headers.set(HttpHeaderNames.ACCEPT, "application/json");
    request.headers().forEach(headers::set);
    Content content = request.content();
    if (content != null) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, content.type());
      headers.set(HttpHeaderNames.CONTENT_LENGTH, content.length());
    } else if (request.method().verb().equals("POST")) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, 0);
    }
  }

  private static Mono<KonturAnswer> read(
      KonturRequest request, HttpClientResponse response, ByteBufFlux content) {
    return content
        .scanWith(BoundedBody::new, BoundedBody::add)
        .takeUntil(BoundedBody::isFull)
        .last()
        .map(collected ->
            new KonturAnswer(
                request.method(),
                response.status().code(),
                response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER),
                collected.body()));
  }

  void close() {
    connections.dispose();
    uploadConnections.dispose();
  }
}
