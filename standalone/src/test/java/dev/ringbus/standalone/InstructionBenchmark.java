package dev.ringbus.standalone;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.kafka.KafkaConfigurationStore;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.embedded.EmbeddedPostgres;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.standalone.PlainHttp.Answer;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon an instruction that the control API has accepted is what a poll would be told, at each
 * of two instances of ingress: {@code ./mvnw -q -pl standalone -am test -Dtest=InstructionBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dringbus.test.jvm= -Dringbus.benchmark="instructions 300
 * 1"}: so many, each for a call of its own, and so many at once. It is no test: it prints figures,
 * asserts nothing, and never runs unless it is named.
 *
 * <p>The whole hub runs in this process, with a second instance of ingress, on a broker and a
 * database of their own. The time begins when the 202 has been read, and ends when the instance has
 * the instruction where its polls look for it. 200 ms after the 202, or when both have it if that
 * is later, one of the two instances, in turn, is polled over HTTP, and should tell it.
 */
@EnabledIfSystemProperty(named = "ringbus.benchmark", matches = "instructions.*")
class InstructionBenchmark {

  private static final long FIRST_CALL = 7_000_000_000L;
  private static final int WARM_UP = 50;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration GIVEN_UP = Duration.ofSeconds(10);
  private static final Duration AT_THE_LATEST = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofNanos(200_000);
  private static final String TOKEN = "control-token-of-benchmark";
  private static final String PASSWORD = PlainHttp.basic("mts", "test-key-of-mts-0004");

  @TempDir private Path folder;

  /** An instance of ingress, and how long each instruction took to be known to it. */
  private record Instance(String name, Services services, AtomicLongArray nanos) {

    boolean knows(CallKey call) {
      return services.get(InstructionView.class).find(call).isPresent();
    }

    Answer poll(CallKey call) {
      return PlainHttp.get(
          URI.create(services.url() + "/mts/mts/CallEvent/" + call.callId()),
          "Authorization",
          PASSWORD);
    }
  }

  @Test
  void run() throws Exception {
    String[] arguments = System.getProperty("ringbus.benchmark").split(" ", -1);
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
    int atOnce = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        EmbeddedPostgres postgres = new EmbeddedPostgres(folder.resolve("postgres"), 0)) {
      kafka.start();
      postgres.start();
      configure(kafka.bootstrapServers());
      URI database = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
      try (Services hub =
              Services.all(
                  kafka.bootstrapServers(),
                  folder,
                  "--ringbus.postgres.url=postgresql://%s:%d%s"
                      .formatted(database.getHost(), database.getPort(), database.getPath()),
                  "--ringbus.postgres.user=postgres");
          Services another =
              Services.ingress(kafka.bootstrapServers(), folder.resolve("another"))) {
        List.of(hub, another).forEach(InstructionBenchmark::isReady);
        connect(hub, kafka.bootstrapServers(), WARM_UP + count);
        measure(hub, another, 0, WARM_UP, atOnce);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf("%d instructions, %d at once, load average %.1f%n", count, atOnce, load);
        measure(hub, another, WARM_UP, count, atOnce);
      }
    }
  }

  private void configure(String bootstrapServers) {
    TestFile file = TestFile.in(folder);
    file.write(TestFile.original() + "\ncontrol: {token: " + TOKEN + "}\n");
    BusSettings settings =
        new BusSettings(
            bootstrapServers, 24, 1, 1, null, BusSettings.SESSION, BusSettings.DELIVERY);
    Await.result(
        new PatientStore(new KafkaConfigurationStore(settings, Clock.systemUTC()))
            .replace(Configuration.EMPTY, file.valid().configuration()),
        LIMIT,
        "the broker");
  }

  private static void isReady(Services services) {
    URI readiness = URI.create(services.control() + "/actuator/health/readiness");
    TestHub.await().atMost(LIMIT).until(() -> PlainHttp.get(readiness).status() == 200);
  }

  private static CallKey call(int number) {
    return CallKey.parse("mts:" + (FIRST_CALL + number));
  }

  private static void connect(Services hub, String bootstrapServers, int count) {
    for (int i = 0; i < count; i++) {
      report(hub, call(i), 1, "");
      report(hub, call(i), 9, "1280");
    }
    try (TopicReader live = new TopicReader(bootstrapServers, Topics.LIVE_CALLS)) {
      TestHub.await().atMost(LIMIT).until(() -> live.all().size() >= count);
    }
  }

  private static void report(Services hub, CallKey call, int event, String result) {
    PlainHttp.post(
        URI.create(hub.url() + "/mts/mts/CallEvent"),
        PlainHttp.JSON,
        """
        {"CallID":%s,"EventTime":"%s","AN":"79161234567","EventType":%d,"Result":"%s",\
        "ServiceType":1}\
        """
            .formatted(call.callId(), OffsetDateTime.now(ZoneOffset.UTC), event, result),
        "Authorization",
        PASSWORD);
  }

  private static void measure(Services hub, Services another, int from, int count, int atOnce)
      throws InterruptedException {
    List<Instance> instances =
        List.of(
            new Instance("ingress 1", hub, new AtomicLongArray(count)),
            new Instance("ingress 2", another, new AtomicLongArray(count)));
    AtomicInteger next = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    try (ExecutorService callers = Executors.newFixedThreadPool(atOnce)) {
      for (int i = 0; i < atOnce; i++) {
        callers.execute(() -> {
          for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
            if (instruct(hub, call(from + n), instances, n)) {
              told.incrementAndGet();
            }
          }
        });
      }
    }
    if (from > 0) {
      instances.forEach(InstructionBenchmark::print);
      System.out.printf(
          "told at the first poll, %d ms after the 202 or once both have it: %d of %d%n",
          AT_THE_LATEST.toMillis(), told.get(), count);
    }
  }

  /** Whether the poll was told. */
  private static boolean instruct(Services hub, CallKey call, List<Instance> instances, int n) {
    Answer answer =
        PlainHttp.post(
            URI.create(hub.control() + "/api/v1/calls/mts/" + call.callId() + "/instructions"),
            PlainHttp.JSON,
            "{\"forward\":{\"to\":[\"0306\"],\"as\":\"extension\"}}",
            "Authorization",
            "Bearer " + TOKEN);
    long accepted = System.nanoTime();
    if (answer.status() != 202) {
      throw new IllegalStateException(answer.toString());
    }
    watch(call, instances, n, accepted);
    LockSupport.parkNanos(accepted + AT_THE_LATEST.toNanos() - System.nanoTime());
    Answer poll = instances.get(n % instances.size()).poll(call);
    return Json.mapper().readTree(poll.body()).get("EventType").asInt() == 2;
  }

  private static void watch(CallKey call, List<Instance> instances, int n, long accepted) {
    int known = 0;
    while (known < instances.size() && System.nanoTime() - accepted < GIVEN_UP.toNanos()) {
      for (Instance instance : instances) {
        if (instance.nanos().get(n) == 0 && instance.knows(call)) {
          instance.nanos().set(n, System.nanoTime() - accepted);
          known++;
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    instances.stream()
        .filter(instance -> instance.nanos().get(n) == 0)
        .forEach(instance -> instance.nanos().set(n, Long.MAX_VALUE));
  }

  private static void print(Instance instance) {
    long[] sorted =
        IntStream.range(0, instance.nanos().length())
            .mapToLong(instance.nanos()::get)
            .sorted()
            .toArray();
    long inTime = Arrays.stream(sorted).filter(nanos -> nanos <= AT_THE_LATEST.toNanos()).count();
    System.out.printf(
        "%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms; %d of %d within %d ms%n",
        instance.name(),
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1),
        inTime,
        sorted.length,
        AT_THE_LATEST.toMillis());
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }
}
