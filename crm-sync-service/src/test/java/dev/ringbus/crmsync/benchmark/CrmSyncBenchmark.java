package dev.ringbus.crmsync.benchmark;

import dev.ringbus.model.Secret;
import dev.ringbus.simulator.kontur.Fault;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.simulator.kontur.Occasion;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the service carries: {@code ./mvnw -q -pl crm-sync-service -am test -Dtest=CrmSyncBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dringbus.benchmark="load 100 60"}. It is no test: it
 * prints figures, asserts nothing, and never runs unless it is named.
 *
 * <p>{@code load RATE SECONDS}: finished calls with two legs; {@code isolation}: one workspace
 * answers in 10 s beside another; {@code restart OPERATIONS}: with so many that wait; {@code
 * recordings}: ten of 100 MB at once.
 */
@EnabledIfSystemProperty(named = "ringbus.benchmark", matches = ".+")
class CrmSyncBenchmark {

  private static final Duration REPORT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void run() throws Exception {
    String[] arguments = System.getProperty("ringbus.benchmark").split(" ", -1);
    switch (arguments[0]) {
      case "load" -> load(folder, Double.parseDouble(arguments[1]), Long.parseLong(arguments[2]));
      case "isolation" -> isolation(folder);
      case "recordings" -> recordings(folder);
      case "restart" -> restart(folder, Long.parseLong(arguments[1]));
      default ->
          throw new IllegalArgumentException(
              "load, isolation, recordings or restart, not " + arguments[0]);
    }
  }

  private static KonturCrm crm() throws IOException {
    return KonturCrm.start(KonturSettings.of(new Secret(SyncUnderLoad.API_KEY), Clock.systemUTC()));
  }

  private static void load(Path folder, double rate, long seconds) throws Exception {
    try (KonturCrm crm = crm();
        SyncUnderLoad sync = new SyncUnderLoad(folder, Map.of("a", crm.url()));
        CallLoad load = new CallLoad(sync::events)) {
      NoticeAges ages = new NoticeAges(crm);
      load.run(SyncUnderLoad.integration("a"), Math.min(rate, 20), Duration.ofSeconds(20));
      System.out.println("warm: " + ages.take());
      long before = ages.registered();
      long requests = crm.counters().total();
      Thread reporter = Thread.ofVirtual().start(() -> report(crm, ages, before));
      long start = System.nanoTime();
      load.run(SyncUnderLoad.integration("a"), rate, Duration.ofSeconds(seconds));
      double took = (System.nanoTime() - start) / 1e9;
      long expected = Math.round(rate * seconds);
      long wait = System.nanoTime();
      awaitRegistered(ages, before + expected);
      reporter.interrupt();
      System.out.printf(
          "%,d calls in %.1f s, %,d registered %.1f s after the last ended; %,d requests to the"
              + " CRM, %.0f/s; %d events not taken; violations %s; %s%n",
          expected,
          took,
          ages.registered() - before,
          (System.nanoTime() - wait) / 1e9,
          crm.counters().total() - requests,
          (crm.counters().total() - requests) / took,
          load.failed(),
          crm.violationCounts(),
          ages.take());
    }
  }

  private static void report(KonturCrm crm, NoticeAges ages, long before) {
    try {
      while (true) {
        Thread.sleep(REPORT);
        System.out.printf(
            "  %,d registered, %,d requests; %s%n",
            ages.registered() - before, crm.counters().total(), ages.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitRegistered(NoticeAges ages, long count) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (ages.registered() < count && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void isolation(Path folder) throws Exception {
    try (KonturCrm a = crm();
        KonturCrm b = crm();
        SyncUnderLoad sync = new SyncUnderLoad(folder, Map.of("a", a.url(), "b", b.url()));
        CallLoad load = new CallLoad(sync::events)) {
      NoticeAges agesOfA = new NoticeAges(a);
      both(load, Duration.ofSeconds(30));
      agesOfA.take();
      both(load, Duration.ofSeconds(30));
      System.out.println("both answer at once, of a: " + agesOfA.take());
      b.faults().add(new Fault.Slow(Duration.ofSeconds(10)), Occasion.always());
      both(load, Duration.ofSeconds(60));
      System.out.println("b answers in 10 s, of a:   " + agesOfA.take());
    }
  }

  private static void both(CallLoad load, Duration time) throws InterruptedException {
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              try {
                load.run(SyncUnderLoad.integration("b"), 20, time);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    load.run(SyncUnderLoad.integration("a"), 20, time);
    other.join();
  }

  private static void recordings(Path folder) throws Exception {
    int files = 10;
    try (KonturCrm crm = crm();
        SyncUnderLoad sync = new SyncUnderLoad(folder, Map.of("a", crm.url()));
        CallLoad load = new CallLoad(sync::events)) {
      load.run(SyncUnderLoad.integration("a"), 10, Duration.ofSeconds(10));
      long before = liveHeap();
      // 4,000 bytes a second: 104 MB, just below what the CRM takes.
      for (int file = 0; file < files; file++) {
        load.endRecorded(
            SyncUnderLoad.integration("a"), crm.recordingUrl("large" + file + "-26000s.mp3"));
      }
      long start = System.nanoTime();
      long most = before;
      while (crm.files().size() < files && System.nanoTime() - start < LONGEST_WAIT.toNanos()) {
        most = Math.max(most, liveHeap());
        TimeUnit.MILLISECONDS.sleep(100);
      }
      System.out.printf(
          "%d of %d files, %,d bytes, in %.1f s; live heap %d MiB before, at most %d MiB%n",
          crm.files().size(),
          files,
          crm.counters().bytesUploaded(),
          (System.nanoTime() - start) / 1e9,
          before >> 20,
          most >> 20);
    }
  }

  /** What is in use after a collection. */
  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void restart(Path folder, long operations) throws Exception {
    URI nobody = URI.create("http://127.0.0.1:9");
    long calls = operations / 8;
    try (SyncUnderLoad sync = new SyncUnderLoad(folder, Map.of("a", nobody));
        CallLoad load = new CallLoad(sync::events)) {
      load.run(SyncUnderLoad.integration("a"), 300, Duration.ofSeconds(calls / 300 + 1));
      System.out.println("before: " + waiting(sync));
      long start = System.nanoTime();
      sync.restart();
      System.out.printf("restarted in %.1f s%n", (System.nanoTime() - start) / 1e9);
      System.out.println("after:  " + waiting(sync));
    }
  }

  private static Object waiting(SyncUnderLoad sync) {
    Inquiries inquiries = sync.bean(Inquiries.class);
    inquiries
        .deliveries(
            new DeliveryFilter(null, null, null, null, null, null), new PageRequest(1, null))
        .block(LONGEST_WAIT);
    return inquiries.workspaces(Instant.now()).block(LONGEST_WAIT);
  }
}
