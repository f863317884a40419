package dev.ringbus.crmsync.originate;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends requests to PBXs, each once: on a connection of its own, since one that was kept may be
 * closed just then, and nobody would know whether the request had arrived.
 */
final class PbxClient {

  private static final int AT_ONCE = 64;

  private final Duration answerWithin;
  private final HttpClient client;
  private final Semaphore places = new Semaphore(AT_ONCE);

  PbxClient(Duration answerWithin) {
    this.answerWithin = answerWithin;
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .followRedirect(false)
            .disableRetry(true)
            .compress(false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) answerWithin.toMillis());
  }

  /** Sends it; whatever comes of it is a result. */
  Mono<PbxAnswer> send(PbxRequest request) {
    return Mono.defer(() ->
        places.tryAcquire()
            ? Mono.defer(() -> exchange(request))
                .onErrorResume(IllegalArgumentException.class, _ -> Mono.just(notHttp()))
                .doFinally(_ -> places.release())
            : Mono.just(new PbxAnswer.Refused("too many calls are begun at once")));
  }

  private Mono<PbxAnswer> exchange(PbxRequest request) {
    AtomicBoolean sent = new AtomicBoolean();
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    var sender =
        client
            .doAfterRequest((_, _) -> sent.set(true))
            .headers(headers -> write(headers, request, body))
            .request(HttpMethod.valueOf(request.method()))
            .uri(request.url());
    var receiver =
        body.length == 0
            ? sender
            : sender.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
    return receiver
        .response()
        .map(response -> answer(response.status().code()))
        .timeout(answerWithin)
        .onErrorResume(fault -> Mono.just(failed(fault, sent.get())));
  }

  /** Said without what is wrong with it, since a secret may stand there. */
  private static PbxAnswer notHttp() {
    return new PbxAnswer.Refused("expected a request of HTTP in originate.http");
  }

  private static void write(HttpHeaders headers, PbxRequest request, byte[] body) {
    headers.set(HttpHeaderNames.USER_AGENT, "ringbus");
    request.headers().forEach(headers::set);
    if (body.length > 0 || !request.method().equals("GET")) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
  }

  private static PbxAnswer answer(int status) {
    return status >= 200 && status < 300
        ? new PbxAnswer.Taken()
        : new PbxAnswer.Refused("the PBX answered with the status " + status);
  }

  private PbxAnswer failed(Throwable fault, boolean sent) {
    if (fault instanceof TimeoutException) {
      return failed("the PBX did not answer within " + answerWithin.toMillis() + " ms", sent);
    }
    return sent
        ? failed("the PBX did not answer: " + fault.getMessage(), true)
        : failed("the PBX could not be reached: " + fault.getMessage(), false);
  }

  private static PbxAnswer failed(String reason, boolean sent) {
    return sent ? new PbxAnswer.Unknown(reason) : new PbxAnswer.Refused(reason);
  }
}
