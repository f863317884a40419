package dev.ringbus.poller.loop;

import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallKey;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A CRM that answers at once and remembers when it was asked about which call. */
final class AskedCrm implements AutoCloseable {

  private static final String BELOW = "/crm/CallEvent/";

  private final Map<Long, List<Long>> asked = new ConcurrentHashMap<>();
  private final Clock clock = Clock.systemUTC();

  /** Of its own: the application's end with each poller that ends in this process. */
  private final LoopResources threads = LoopResources.create("asked-crm");

  private final DisposableServer server =
      HttpServer.create().runOn(threads).host("127.0.0.1").port(0).handle(this::handle).bindNow();

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    if (request.uri().startsWith(BELOW) && request.method().name().equals("GET")) {
      asked
          .computeIfAbsent(
              Long.parseLong(request.uri().substring(BELOW.length())),
              _ -> new CopyOnWriteArrayList<>())
          .add(clock.millis());
    }
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, CrmOverHttp.JSON)
        .sendString(Mono.just("{\"CallID\":1,\"EventType\":0,\"Param\":\"\"}"))
        .then();
  }

  String url() {
    return "http://127.0.0.1:" + server.port() + "/crm";
  }

  /** Whether it was asked about each of the calls after that moment. */
  boolean wasAskedAboutAll(Collection<CallKey> calls, long after) {
    return calls.stream().allMatch(call -> lastAsked(call) > after);
  }

  private long lastAsked(CallKey call) {
    List<Long> times = times(call);
    return times.isEmpty() ? 0 : times.getLast();
  }

  List<Long> times(CallKey call) {
    return asked.getOrDefault(LoopFixture.id(call), List.of());
  }

  /**
   * In which intervals it was asked about the call, counted by the call's own moments; no number is
   * in it twice unless it was asked twice in one interval.
   */
  List<Long> intervals(CallKey call, Duration every) {
    long slots = every.toMillis() / 10;
    long phase =
        10
            * Long.remainderUnsigned(
                new PolledCall(call, new MtsCallId(LoopFixture.id(call)), null, 0).phase(), slots);
    return times(call).stream().map(time -> Math.floorDiv(time - phase, every.toMillis())).toList();
  }

  @Override
  public void close() {
    server.disposeNow();
    threads.dispose();
  }
}
