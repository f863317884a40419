package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.LoopFixture.EVERY;
import static dev.ringbus.poller.loop.LoopFixture.call;

import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.poller.live.LiveCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What the loop carries: {@code taskset -c 0,1 ./mvnw -q -pl poller-service -am test
 * -Dtest=LoopBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dringbus.test.jvm=
 * -Dringbus.benchmark="http 20000 60"}. It is no test: it prints figures, asserts nothing, and
 * never runs unless it is named.
 *
 * <p>{@code http CALLS SECONDS}: over HTTP, against a double in a process of its own that answers
 * at once; {@code memory CALLS SECONDS}: against a stub that only counts, and what a call takes of
 * the heap; {@code killed CALLS}: one of two pollers is killed.
 */
@EnabledIfSystemProperty(named = "ringbus.benchmark", matches = ".+")
class LoopBenchmark {

  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int PARTITIONS = 24;

  @TempDir private Path folder;

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void run() throws Exception {
    String[] arguments = System.getProperty("ringbus.benchmark").split(" ", -1);
    switch (arguments[0]) {
      case "http" -> http(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
      case "memory" -> memory(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
      case "killed" -> killed(Integer.parseInt(arguments[1]));
      default -> throw new IllegalArgumentException("http, memory or killed, not " + arguments[0]);
    }
  }

  private Loop loop(CallPollers pollers) {
    Scheduler parallel = Schedulers.parallel();
    return new Loop(
        pollers, new RecordedMailbox(), parallel::schedule, parallel, Clock.systemUTC(), meters);
  }

  private static Crm crm(String url) {
    return new Crm(
        "old",
        "callevent",
        URI.create(url),
        null,
        Map.of("user", "hub"),
        Map.of("password", new SecretRef.Env("OLD_CRM")),
        "v1");
  }

  private void http(int calls, long seconds) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InstantCrm.class.getName(),
                Long.toString(EVERY.toMillis()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Scheduler wheel = Schedulers.newSingle("ringbus-loop", true);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true)) {
      int port = Integer.parseInt(line(output, InstantCrm.READY));
      Loop loop =
          loop(new CallEventPollers(new SecretSource(Map.of("OLD_CRM", "secret"), Path.of("."))));
      loop.configure(
          Configuration.of(
              List.of(LoopFixture.integration("old"), crm("http://127.0.0.1:" + port + "/crm"))));
      IntStream.range(0, calls).forEach(number -> loop.appeared(LoopFixture.live(call(number))));
      wheel.schedulePeriodically(loop::turn, 0, 10, TimeUnit.MILLISECONDS);
      Thread.sleep(WARM_UP);
      ask(input, output, "reset");
      double cpu = InstantCrm.cpuSeconds();
      String skipped = skipped();
      Thread.sleep(Duration.ofSeconds(seconds));
      System.out.printf(
          "%,d calls, %d s: %s; the loop's CPU %.2f cores; skipped before %s, after %s; load %.1f%n",
          calls,
          seconds,
          ask(input, output, "report"),
          (InstantCrm.cpuSeconds() - cpu) / seconds,
          skipped,
          skipped(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      loop.close();
    } finally {
      wheel.dispose();
      process.destroyForcibly();
    }
  }

  private static String ask(PrintWriter input, BufferedReader output, String what)
      throws IOException {
    input.println(what);
    return line(output, "");
  }

  private static String line(BufferedReader output, String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new IOException("the double has ended");
  }

  private String skipped() {
    return meters.find("ringbus.loop.skipped").counters().stream()
        .filter(counter -> counter.count() > 0)
        .map(counter -> counter.getId().getTag("reason") + " " + Math.round(counter.count()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void memory(int calls, long seconds) throws Exception {
    Counting counting = new Counting();
    Loop loop = loop(_ -> Optional.of(counting));
    loop.configure(
        Configuration.of(List.of(LoopFixture.integration("old"), crm("http://crm.example"))));
    LiveCalls liveCalls = new LiveCalls(new Generated(calls), _ -> true);
    liveCalls.watch(loop);
    long before = usedHeap();
    liveCalls.assigned(IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet()));
    liveCalls.known(call(0)).block(PATIENCE);
    double each = (usedHeap() - before) / (double) calls;
    Scheduler wheel = Schedulers.newSingle("ringbus-loop", true);
    wheel.schedulePeriodically(loop::turn, 0, 10, TimeUnit.MILLISECONDS);
    Thread.sleep(WARM_UP);
    long asked = counting.asked.sum();
    double cpu = InstantCrm.cpuSeconds();
    Thread.sleep(Duration.ofSeconds(seconds));
    double cores = (InstantCrm.cpuSeconds() - cpu) / seconds;
    double rate = (counting.asked.sum() - asked) / (double) seconds;
    double eachAfter = (usedHeap() - before) / (double) calls;
    System.out.printf(
        "%,d calls: %.0f bytes of heap each, %.0f after being asked about for a while; %,.0f"
            + " requests/s with %.2f cores; skipped %s; load %.1f%n",
        liveCalls.all().count(),
        each,
        eachAfter,
        rate,
        cores,
        skipped(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    wheel.dispose();
  }

  private void killed(int count) throws Exception {
    try (PollersOnKafka pollers = new PollersOnKafka(folder)) {
      List<CallKey> calls = pollers.connect(count);
      Process process = pollers.inAnotherProcess();
      asked(pollers, calls);
      var left = pollers.inThisProcess();
      while (PollersOnKafka.calls(left) == 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      asked(pollers, calls);
      asked(pollers, calls);
      int before = PollersOnKafka.calls(left);
      long kill = System.currentTimeMillis();
      process.destroyForcibly().waitFor();
      Map<CallKey, Integer> asked =
          calls.stream()
              .collect(Collectors.toMap(call -> call, call -> pollers.crm.times(call).size()));
      asked(pollers, calls);
      Thread.sleep(EVERY.multipliedBy(3));
      long[] gaps =
          calls.stream()
              .mapToLong(call -> longestGap(pollers.crm.times(call), asked.get(call)))
              .sorted()
              .toArray();
      long[] again =
          calls.stream()
              .mapToLong(call -> pollers.crm.times(call).get(asked.get(call)) - kill)
              .sorted()
              .toArray();
      long twice =
          calls.stream()
              .map(call -> pollers.crm.intervals(call, EVERY))
              .filter(intervals -> Set.copyOf(intervals).size() < intervals.size())
              .count();
      System.out.printf(
          "%,d calls, %,d of them a killed poller's: the last is asked about again %.1f s after the"
              + " kill, with at most %.1f s between two requests; %d asked about twice in one"
              + " interval; load %.1f%n",
          count,
          count - before,
          again[count - 1] / 1e3,
          gaps[count - 1] / 1e3,
          twice,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  /** Of those around the kill. */
  private static long longestGap(List<Long> times, int asked) {
    return times.get(asked) - times.get(asked - 1);
  }

  private static void asked(PollersOnKafka pollers, List<CallKey> calls)
      throws InterruptedException {
    long now = System.currentTimeMillis();
    while (!pollers.crm.wasAskedAboutAll(calls, now)) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Answers from nowhere. */
  private static final class Counting implements CallPoller {

    private static final Mono<Answer> NOTHING = Mono.just(new Answer.Nothing());

    private final LongAdder asked = new LongAdder();

    @Override
    public Duration every() {
      return EVERY;
    }

    @Override
    public int concurrency() {
      return 256;
    }

    @Override
    public Mono<Void> activate() {
      return Mono.empty();
    }

    @Override
    public Mono<Answer> poll(MtsCallId call) {
      asked.increment();
      return NOTHING;
    }

    @Override
    public void close() {}
  }

  /** As a topic would have them: each call with values of its own. */
  private record Generated(int calls) implements LiveCallLog {

    @Override
    public Mono<Void> put(LiveCall call, Context trace) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> remove(CallKey call, Context trace) {
      return Mono.empty();
    }

    @Override
    public Flux<LiveCall> read(Set<Integer> partitions) {
      return Flux.range(0, calls).map(number -> LoopFixture.live(call(930_000 + number)));
    }

    @Override
    public int partition(CallKey call) {
      return Math.floorMod(call.hashCode(), PARTITIONS);
    }
  }
}
