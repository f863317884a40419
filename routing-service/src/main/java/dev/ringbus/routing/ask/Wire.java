package dev.ringbus.routing.ask;

import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/**
 * HTTP to CRMs: connections kept and reused, no redirects, no compression, answers of at most
 * {@link BoundedBody#LIMIT}. It is reactor-netty's client without more, since requests and answers
 * are bytes already, and the URL goes out as it stands.
 *
 * <p>A request into a connection that breaks before any answer is sent once more: usually it was a
 * kept one that the server closed at that moment. It is a question, and vendors' own PBXs repeat
 * theirs as well.
 */
final class Wire {

  private static final int MAX_HEADERS = 16 * 1024;

  private final int placesEach;
  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
  private final ConnectionProvider connections;
  private final HttpClient client;

  Wire(AskSettings settings) {
    this.placesEach = settings.connections();
    this.connections =
        ConnectionProvider.builder("ringbus-asks")
            .maxConnections(settings.connections())
            // Nobody waits for long: a place is taken before a connection is asked for.
            .pendingAcquireMaxCount(settings.connections())
            .pendingAcquireTimeout(settings.connectTimeout())
            .maxIdleTime(settings.idle())
            .evictInBackground(settings.idle())
            .disposeInactivePoolsInBackground(Duration.ofMinutes(5), Duration.ofMinutes(5))
            .build();
    this.client =
        HttpClient.create(connections)
            .followRedirect(false)
            .disableRetry(true)
            .compress(false)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
            .httpResponseDecoder(
                spec -> spec.maxHeaderSize(MAX_HEADERS).maxInitialLineLength(MAX_HEADERS));
  }

  /**
   * Sends the request to the URL; whatever status comes back is a result. Fails with {@link Busy}
   * without sending, with {@link NotHttp}, with {@link BoundedBody.TooLarge}, and with what the
   * network fails with.
   */
  Mono<PbxResponse> exchange(URI url, PbxRequest request, List<Header> more) {
    return Mono.using(
        () -> takePlace(url), _ -> send(url, request, more), Semaphore::release, true);
  }

  private Semaphore takePlace(URI url) {
    Semaphore free = places.computeIfAbsent(Urls.host(url), _ -> new Semaphore(placesEach));
    if (!free.tryAcquire()) {
      throw new Busy();
    }
    return free;
  }

  private Mono<PbxResponse> send(URI url, PbxRequest request, List<Header> more) {
    var sender =
        client
            .headers(headers -> write(headers, request, more))
            .request(HttpMethod.valueOf(request.method()))
            // As text: java.net.URI finds no host in names with an underscore, which Docker has.
            .uri(url.toString());
    byte[] body = request.body().bytes();
    var receiver =
        body.length == 0
            ? sender
            : sender.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
    AtomicBoolean answered = new AtomicBoolean();
    return receiver
        .response((response, content) -> {
          answered.set(true);
          return read(response, content);
        })
        .next()
        .retryWhen(
            Retry.max(1)
                .filter(fault -> isBroken(fault) && !answered.get())
                .onRetryExhaustedThrow((_, signal) -> signal.failure()))
        .onErrorMap(IllegalArgumentException.class, NotHttp::new)
        .onErrorMap(DecoderException.class, NotHttp::new);
  }

  private static boolean isBroken(Throwable fault) {
    return fault instanceof PrematureCloseException || AbortedException.isConnectionReset(fault);
  }

  private static void write(HttpHeaders headers, PbxRequest request, List<Header> more) {
    headers.set(HttpHeaderNames.USER_AGENT, "ringbus");
    request.headers().forEach(header -> headers.set(header.name(), header.value()));
    more.forEach(header -> headers.set(header.name(), header.value()));
    if (!request.body().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().size());
    }
  }

  private static Mono<PbxResponse> read(HttpClientResponse response, ByteBufFlux content) {
    List<Header> headers =
        response.responseHeaders().entries().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList();
    return content
        .asByteArray()
        .reduceWith(BoundedBody::new, BoundedBody::add)
        .map(collected -> new PbxResponse(response.status().code(), headers, collected.body()));
  }

  void close() {
    connections.dispose();
  }
}
