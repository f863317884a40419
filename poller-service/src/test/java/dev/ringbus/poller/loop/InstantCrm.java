package dev.ringbus.poller.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A CRM in a process of its own that answers at once, and measures the time between two requests
 * about a call. Told {@code reset} on its standard input it begins anew, told {@code report} it
 * prints.
 */
final class InstantCrm {

  static final String READY = "ready ";

  /** Tenths of a millisecond; more than the last is in the last. */
  private static final int BUCKETS = 60_000;

  private static final ByteBuf NOTHING =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
              "{\"CallID\":1,\"EventType\":0,\"Param\":\"\"}", StandardCharsets.UTF_8));

  private final long everyNanos;
  private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();
  private AtomicIntegerArray deviations = new AtomicIntegerArray(BUCKETS);
  private final LongAdder requests = new LongAdder();
  private final LongAdder missed = new LongAdder();

  private InstantCrm(Duration every) {
    this.everyNanos = every.toNanos();
  }

  /** Arguments: the interval in milliseconds. */
  public static void main(String[] arguments) throws IOException {
    InstantCrm crm = new InstantCrm(Duration.ofMillis(Long.parseLong(arguments[0])));
    var server = HttpServer.create().host("127.0.0.1").port(0).handle(crm::handle).bindNow();
    System.out.println(READY + server.port());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(line.equals("reset") ? crm.reset() : crm.report());
    }
    System.exit(0);
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    asked(request.uri());
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, CrmOverHttp.JSON)
        .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(NOTHING.readableBytes()))
        .sendObject(NOTHING.duplicate())
        .then();
  }

  private void asked(String call) {
    long now = System.nanoTime();
    AtomicLong known = last.computeIfAbsent(call, _ -> new AtomicLong());
    long before = known.getAndSet(now);
    requests.increment();
    if (before == 0) {
      return;
    }
    long deviation = Math.abs(now - before - everyNanos);
    if (deviation > everyNanos / 2) {
      missed.increment();
    }
    deviations.incrementAndGet((int) Math.min(deviation / 100_000, BUCKETS - 1));
  }

  private String reset() {
    last.clear();
    deviations = new AtomicIntegerArray(BUCKETS);
    requests.reset();
    missed.reset();
    return "reset";
  }

  private String report() {
    return "%,d requests about %,d calls, %d missed; deviation p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms; the double's CPU so far %.1f s"
        .formatted(
            requests.sum(),
            last.size(),
            missed.sum(),
            quantile(0.5),
            quantile(0.99),
            quantile(0.999),
            quantile(1),
            cpuSeconds());
  }

  private double quantile(double share) {
    long all = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      all += deviations.get(bucket);
    }
    long left = Math.max(1, Math.round(all * share));
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      left -= deviations.get(bucket);
      if (left <= 0) {
        return (bucket + 1) / 10.0;
      }
    }
    return BUCKETS / 10.0;
  }

  static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
