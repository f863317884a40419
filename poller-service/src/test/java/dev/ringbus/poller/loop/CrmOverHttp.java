package dev.ringbus.poller.loop;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A CRM on loopback that answers as it is told, may be gone, and comes back at the same address.
 */
final class CrmOverHttp implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How it answers. */
  sealed interface Behaviour {

    record Answers(int status, String contentType, String body) implements Behaviour {}

    /** The request is read, and that is all. */
    record Silent() implements Behaviour {}
  }

  static final String JSON = "application/json; charset=UTF-8";
  static final Behaviour NOTHING =
      new Behaviour.Answers(200, JSON, "{\"CallID\":1,\"EventType\":0,\"Param\":\"\"}");

  /** Of a request as its log shows it. */
  interface Manner {

    Behaviour of(String request);
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  volatile Manner manner = _ -> NOTHING;

  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private DisposableServer server = listen(0);

  private DisposableServer listen(int port) {
    return HttpServer.create()
        .host("127.0.0.1")
        .port(port)
        .doOnConnection(connection -> connections.add(connection.channel()))
        .handle(this::handle)
        .bindNow(PATIENCE);
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    String line = request.method().name() + " " + request.uri();
    requests.add(line);
    authorizations.add(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION, ""));
    return switch (manner.of(line)) {
      case Behaviour.Answers(int status, String type, String body) ->
          response
              .status(status)
              .header(HttpHeaderNames.CONTENT_TYPE, type)
              .sendString(Mono.just(body))
              .then();
      case Behaviour.Silent() -> Mono.never();
    };
  }

  String url() {
    return "http://127.0.0.1:" + server.port() + "/crm";
  }

  /** Nobody listens, and connections are closed. */
  void goAway() {
    server.disposeNow(PATIENCE);
    connections.close().syncUninterruptibly();
  }

  void comeBack() {
    server = listen(server.port());
  }

  @Override
  public void close() {
    goAway();
  }
}
