package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.dialect.PbxRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AttributeKey;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/**
 * HTTP to one CRM over connections of its own, so that a CRM which does not answer takes none of
 * another's. No redirects; answers of at most {@link BoundedBody#LIMIT}.
 */
final class Http {

  private static final int MAX_HEADERS = 16 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Below what servers keep an unused connection: Node closes after 5 s. */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private static final Duration UNUSED = Duration.ofMinutes(5);

  /** Set on a connection that has carried a request. */
  private static final AttributeKey<Boolean> KEPT = AttributeKey.valueOf(Http.class, "kept");

  private final String baseUrl;
  private final ConnectionProvider connections;
  private final HttpClient client;
  private volatile boolean closed;

  Http(CallEventSettings settings) {
    this.baseUrl = settings.baseUrl() + "/";
    this.connections =
        ConnectionProvider.builder("ringbus-callevent-" + settings.crm())
            .maxConnections(settings.concurrency())
            // Whoever has just got an answer may ask again before its connection is back.
            .pendingAcquireMaxCount(settings.concurrency())
            .pendingAcquireTimeout(settings.within())
            .lifo()
            .maxIdleTime(IDLE)
            .evictInBackground(IDLE)
            .disposeInactivePoolsInBackground(UNUSED, UNUSED)
            .build();
    this.client =
        HttpClient.create(connections)
            .followRedirect(false)
            .disableRetry(true)
            .compress(false)
            .headers(Http::always)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) shorter(CONNECT, settings.within()))
            .httpResponseDecoder(
                spec -> spec.maxHeaderSize(MAX_HEADERS).maxInitialLineLength(MAX_HEADERS));
  }

  private static long shorter(Duration one, Duration other) {
    return Math.min(one.toMillis(), other.toMillis());
  }

  private static void always(HttpHeaders headers) {
    headers.set(HttpHeaderNames.USER_AGENT, "ringbus");
    headers.set(HttpHeaderNames.ACCEPT, "application/json");
  }

  /** Sends it; whatever status comes back is an answer. Fails as the network does. */
  Mono<Response> send(Exchange exchange, String authorization) {
    return Mono.defer(() ->
            closed
                ? Mono.<Response>error(new ClosedChannelException())
                : sendNow(exchange, authorization))
        .retryWhen(
            Retry.max(1)
                .filter(exchange::mayGoAgain)
                .onRetryExhaustedThrow((_, signal) -> signal.failure()))
        .onErrorMap(DecoderException.class, NotHttp::new)
        .onErrorMap(IllegalArgumentException.class, NotHttp::new);
  }

  private Mono<Response> sendNow(Exchange exchange, String authorization) {
    PbxRequest request = exchange.request();
    byte[] body = request.body().bytes();
    HttpClient.RequestSender sender =
        client
            .headers(headers -> write(headers, request, authorization))
            .doOnRequest((_, connection) -> exchange.leaves(wasKept(connection.channel())))
            .request(HttpMethod.valueOf(request.method()))
            // As text: java.net.URI finds no host in names with an underscore, which Docker has.
            .uri(baseUrl + request.path());
    var receiver =
        body.length == 0
            ? sender
            : sender.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
    return receiver
        .response((response, content) -> {
          exchange.isAnswered();
          return read(response, content);
        })
        .next();
  }

  private static boolean wasKept(Channel channel) {
    return channel.attr(KEPT).getAndSet(true) != null;
  }

  private static void write(HttpHeaders headers, PbxRequest request, String authorization) {
    headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
    request.headers().forEach(header -> headers.set(header.name(), header.value()));
    if (!request.body().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().size());
    }
  }

  private static Mono<Response> read(HttpClientResponse response, ByteBufFlux content) {
    String type =
        Optional.ofNullable(response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE))
            .orElse("");
    return content
        .scanWith(BoundedBody::new, BoundedBody::add)
        .takeUntil(BoundedBody::isOverfull)
        .last()
        .map(read -> new Response(response.status().code(), type, read.body(), read.isOverfull()));
  }

  /** Nothing more is sent; what is under way goes on to its end. */
  void close() {
    closed = true;
    connections.dispose();
  }
}
