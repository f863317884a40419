package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.kontur.KonturAnswer;
import dev.ringbus.crm.kontur.KonturSettings;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP to one workspace over some connections of its own, so that a CRM which does not answer takes
 * none of another's. No redirects, no repeats, answers of at most {@link BoundedBody#LIMIT}. It is
 * reactor-netty's client without more, since bodies are bytes already.
 */
final class KonturClient {

  /** So many for each connection may wait for one. */
  private static final int WAITING_EACH = 8;

  /** Little waits in the socket, so that what was taken from a file has nearly arrived. */
  private static final int SEND_BUFFER = 256 * 1024;

  private static final int MAX_HEADERS = 16 * 1024;
  private static final Duration UNUSED = Duration.ofMinutes(5);

  private final String baseUrl;
  private final Places places;
  private final ConnectionProvider provider;
  private final HttpClient client;
  private volatile boolean closed;

  /**
   * @param connections how many there may be
   */
  KonturClient(KonturSettings settings, int connections, KonturLimits limits) {
    this.baseUrl = settings.baseUrl().toString();
    this.places = new Places(connections * (1 + WAITING_EACH));
    this.provider = provider(settings.crm(), connections, limits);
    this.client =
        HttpClient.create(provider)
            .followRedirect(false)
            .disableRetry(true)
            .compress(false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connect().toMillis())
            .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
            .httpResponseDecoder(
                spec -> spec.maxHeaderSize(MAX_HEADERS).maxInitialLineLength(MAX_HEADERS));
  }

  private static ConnectionProvider provider(String crm, int connections, KonturLimits limits) {
    return ConnectionProvider.builder("ringbus-kontur-" + crm)
        .maxConnections(connections)
        .pendingAcquireMaxCount(WAITING_EACH * connections)
        .pendingAcquireTimeout(limits.stall())
        .maxIdleTime(limits.idle())
        .evictInBackground(limits.idle())
        .disposeInactivePoolsInBackground(UNUSED, UNUSED)
        .build();
  }

  /**
   * Sends a request; whatever status comes back is an answer. Fails as the network does, and with a
   * {@link java.util.concurrent.RejectedExecutionException} if too many wait already.
   */
  Mono<KonturAnswer> exchange(KonturRequest request, Passage passage) {
    if (closed) {
      return Mono.error(new ClosedChannelException());
    }
    return places
        .taking(send(request, passage))
        .doOnNext(_ -> passage.isAnswered())
        .onErrorMap(DecoderException.class, NotHttp::new)
        .onErrorMap(IllegalArgumentException.class, NotHttp::new)
        .onErrorMap(
            fault -> closed && !(fault instanceof IOException), _ -> new ClosedChannelException());
  }

  private Mono<KonturAnswer> send(KonturRequest request, Passage passage) {
    return client
        .headers(headers -> write(headers, request))
        .request(HttpMethod.valueOf(request.method().verb()))
        .uri(baseUrl + request.target())
        .send((_, outbound) -> {
          passage.leaves();
          Content content = request.content();
          return content == null ? outbound : outbound.send(content.bytes());
        })
        .response((response, content) -> read(request, response, content))
        .next();
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

  /** Nothing more is sent; what is under way goes on to its end. */
  void close() {
    closed = true;
    provider.dispose();
  }
}
