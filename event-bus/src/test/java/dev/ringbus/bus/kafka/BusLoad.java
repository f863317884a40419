package dev.ringbus.bus.kafka;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.model.CallEventType;
import io.opentelemetry.context.Context;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How much the bus carries, with broker, both services' ends and load in this process: a figure to
 * tune by, not a test. {@code BusLoad [SECONDS] [IN-FLIGHT] [ROUNDS]}; a JVM needs some 20 s to
 * warm up, so that the last round counts.
 */
final class BusLoad {

  private BusLoad() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int inFlight = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    Path directory = Files.createTempDirectory("bus-load");
    EmbeddedKafka kafka = new EmbeddedKafka(directory, 0);
    kafka.start();
    TestBus bus =
        TestBus.starting(
            kafka.bootstrapServers(),
            Map.of("ringbus.partitions", 24),
            DecisionClientConfiguration.class,
            DecisionServerConfiguration.class);
    bus.get(DecisionServer.class).serve((request, _) -> Mono.just(Samples.reply(request)));
    bus.awaitReady();
    DecisionClient client = bus.get(DecisionClient.class);
    await().until(() -> client.isReady() && bus.get(DecisionServer.class).isReady());
    EventLog events = bus.get(EventLog.class);
    for (int round = 0; round < rounds; round++) {
      measure(
          "publish",
          seconds,
          inFlight,
          () ->
              events
                  .append(
                      List.of(Samples.event(Samples.newCall(), CallEventType.CALL_STARTED)),
                      Context.root())
                  .thenReturn(true));
      measure(
          "ask",
          seconds,
          inFlight,
          () ->
              client
                  .ask(Samples.question(Instant.now().plusMillis(1500)), Context.root())
                  .map(_ -> true));
    }
    bus.close();
    kafka.close();
    System.exit(0);
  }

  /** Comparable even on a machine that is busy with something else. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Keeps so many in flight, from two threads as of two event loops. */
  private static void measure(
      String what, int seconds, int inFlight, Supplier<Mono<Boolean>> operation) {
    long[] nanos = new long[seconds * 100_000];
    AtomicInteger done = new AtomicInteger();
    AtomicInteger missing = new AtomicInteger();
    AtomicLong end = new AtomicLong(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    long start = System.nanoTime();
    long cpu = cpuNanos();
    Flux.range(0, 2)
        .flatMap(_ ->
            Flux.<Integer>generate(
                    sink -> {
                      if (System.nanoTime() > end.get()) {
                        sink.complete();
                      } else {
                        sink.next(1);
                      }
                    })
                .publishOn(Schedulers.newSingle("load"), 1)
                .flatMap(
                    _ -> {
                      long began = System.nanoTime();
                      return operation
                          .get()
                          .defaultIfEmpty(false)
                          .onErrorReturn(false)
                          .doOnNext(answered -> {
                            if (answered) {
                              nanos[done.getAndIncrement() % nanos.length] =
                                  System.nanoTime() - began;
                            } else {
                              missing.incrementAndGet();
                            }
                          });
                    },
                    inFlight / 2,
                    1))
        .blockLast();
    double took = (System.nanoTime() - start) / 1e9;
    int count = Math.min(done.get(), nanos.length);
    Arrays.sort(nanos, 0, count);
    System.out.printf(
        "%-8s %7.0f/s  %.1f us of CPU each  p50 %.2f ms  p99 %.2f ms  p99.9 %.2f ms  missing %d%n",
        what,
        done.get() / took,
        (cpuNanos() - cpu) / 1e3 / done.get(),
        nanos[count / 2] / 1e6,
        nanos[(int) (count * 0.99)] / 1e6,
        nanos[(int) (count * 0.999)] / 1e6,
        missing.get());
  }
}
