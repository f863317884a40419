package dev.ringbus.store.postgres;

import dev.ringbus.embedded.EmbeddedPostgres;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.testkit.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How much the store carries, with PostgreSQL beside it: a figure to tune by, not a test. {@code
 * StoreLoad [SECONDS] [CALLS/S] [BATCH] [ROUNDS]}; with 0 calls/s as many as it can. Each call has
 * eight events and ten deliveries, all claimed and sent at once; the last round counts.
 */
final class StoreLoad {

  private static final int EVENTS = 8;
  private static final int WRITERS = 4;
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final PostgresStore store;
  private final int batch;
  private final AtomicLong nextCall = new AtomicLong();
  private final AtomicLong recorded = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong recordNanos = new AtomicLong();
  private final AtomicLong claims = new AtomicLong();
  private final AtomicLong claimNanos = new AtomicLong();
  private final AtomicLong finishNanos = new AtomicLong();
  private volatile boolean over;

  private StoreLoad(PostgresStore store, int batch) {
    this.store = store;
    this.batch = batch;
  }

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Path directory = Files.createTempDirectory("store-load");
    EmbeddedPostgres postgres = new EmbeddedPostgres(directory, 0);
    postgres.start();
    StoreSettings settings =
        new StoreSettings(
            "postgresql://127.0.0.1:" + postgres.port() + "/postgres",
            "postgres",
            null,
            8,
            Duration.ofSeconds(10),
            Duration.ofDays(30));
    PostgresStore store = new PostgresStore(settings, Clock.systemUTC(), new SimpleMeterRegistry());
    store.start();
    ProcessHandle server =
        ProcessHandle.of(
                Long.parseLong(
                    Files.readAllLines(directory.resolve("data/postmaster.pid"))
                        .getFirst()
                        .strip()))
            .orElseThrow();
    for (int round = 0; round < rounds; round++) {
      new StoreLoad(store, batch).measure(seconds, rate, server, round);
    }
    store.stop().block();
    tellTables(postgres.jdbcUrl());
    postgres.close();
  }

  /** How many updates stayed within their page, and what a row takes with all its versions. */
  private static void tellTables(String jdbcUrl) throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl);
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT relname, n_tup_ins, n_tup_upd, n_tup_hot_upd,
                      pg_table_size(relid) / greatest(1, n_live_tup) AS table_bytes,
                      pg_indexes_size(relid) / greatest(1, n_live_tup) AS index_bytes
                    FROM pg_stat_user_tables WHERE n_tup_ins > 100 ORDER BY relname
                    """)) {
      while (rows.next()) {
        System.out.printf(
            "%s: %d inserts, %d updates of which %d in their page, %d + %d bytes a row%n",
            rows.getString(1),
            rows.getLong(2),
            rows.getLong(3),
            rows.getLong(4),
            rows.getLong(5),
            rows.getLong(6));
      }
    }
  }

  private void measure(int seconds, int rate, ProcessHandle server, int round) {
    nextCall.set(round * 10_000_000L);
    Duration serverBefore = cpu(server);
    Duration ownBefore = cpu(ProcessHandle.current());
    long start = System.nanoTime();
    Mono<Void> writing =
        Flux.range(0, WRITERS)
            .flatMap(writer -> write(writer, rate).subscribeOn(Schedulers.parallel()), WRITERS)
            .then();
    Mono<Void> delivering =
        Flux.range(0, 2).flatMap(_ -> deliver().subscribeOn(Schedulers.parallel())).then();
    Mono.when(writing, delivering)
        .timeout(Duration.ofSeconds(seconds), Mono.fromRunnable(() -> over = true))
        .block();
    over = true;
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "events/s %.0f  sent/s %.0f  lag %d  record %.1f ms of %.1f events  claim %.1f ms  finish"
            + " %.1f ms of %.1f deliveries  cores: server %.2f own %.2f%n",
        recorded.get() / took,
        sent.get() / took,
        recorded.get() * 10 / EVENTS - sent.get(),
        recordNanos.get() / 1e6 / batches.get(),
        (double) recorded.get() / batches.get(),
        claimNanos.get() / 1e6 / claims.get(),
        finishNanos.get() / 1e6 / claims.get(),
        (double) sent.get() / claims.get(),
        cpu(server).minus(serverBefore).toMillis() / 1000.0 / took,
        cpu(ProcessHandle.current()).minus(ownBefore).toMillis() / 1000.0 / took);
  }

  /** Of a process and of all that it started. */
  private static Duration cpu(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Its calls run side by side, so that a batch has one event of each of many calls. */
  private Mono<Void> write(int writer, int rate) {
    Mono<Void> group = Mono.defer(this::group);
    return rate == 0
        ? group.repeat(() -> !over).then()
        : Flux.interval(
                Duration.ofNanos(1_000_000_000L * batch * writer / rate),
                Duration.ofNanos(1_000_000_000L * batch * WRITERS / rate))
            .onBackpressureBuffer()
            .takeWhile(_ -> !over)
            .concatMap(_ -> group)
            .then();
  }

  private Mono<Void> group() {
    List<CallKey> calls =
        IntStream.range(0, batch)
            .mapToObj(_ -> Samples.key("load." + nextCall.incrementAndGet()))
            .toList();
    return Flux.range(0, EVENTS)
        .concatMap(n -> {
          List<CallEvent> events = calls.stream().map(call -> event(call, n)).toList();
          long start = System.nanoTime();
          return store
              .calls()
              .record(events, StoreLoad::assemble)
              .doOnNext(_ -> {
                recordNanos.addAndGet(System.nanoTime() - start);
                batches.incrementAndGet();
                recorded.addAndGet(events.size());
              });
        })
        .then();
  }

  private static CallEvent event(CallKey call, int n) {
    CallEventType type =
        n == 0
            ? CallEventType.CALL_STARTED
            : n == EVENTS - 1 ? CallEventType.CALL_ENDED : CallEventType.LEG_RINGING;
    return Samples.event(call, call + "/" + n, type, Instant.now()).toBuilder()
        .raw(Map.of("all", "x".repeat(500)))
        .build();
  }

  private static AssembledCall assemble(CallHistory history) {
    List<PlannedDelivery> planned = new ArrayList<>();
    int n = history.events().size();
    planned.add(planned("leg/" + history.key() + "/306/" + n, "call-event"));
    if (n == EVENTS) {
      planned.add(planned("call-finished", "call-finished"));
      planned.add(planned("register-call", "register-call"));
    }
    return Samples.assembled(history, planned);
  }

  private static PlannedDelivery planned(String name, String operation) {
    Instant now = Instant.now();
    String payload = "{\"leg\":\"" + "x".repeat(300) + "\"}";
    return new PlannedDelivery(
        Samples.CRM, name, Lane.CALL, operation, payload, now, now.plusSeconds(600));
  }

  private Mono<Void> deliver() {
    return Mono.defer(
            () -> {
              long start = System.nanoTime();
              return store
                  .outbox()
                  .claim(Samples.CRM, Lane.CALL, 64, Instant.now(), LEASE)
                  .flatMap(claimed ->
                      claimed.isEmpty()
                          ? Mono.delay(Duration.ofMillis(20)).then()
                          : finish(claimed, System.nanoTime() - start));
            })
        .repeat(() -> !over)
        .then();
  }

  private Mono<Void> finish(List<ClaimedDelivery> claimed, long took) {
    claimNanos.addAndGet(took);
    claims.incrementAndGet();
    Instant now = Instant.now();
    List<FinishedDelivery> finished = new ArrayList<>();
    claimed.forEach(one ->
        finished.add(
            new Sent(
                one,
                now,
                one.communicationId() == null ? "id of " + one.callKey() : null,
                List.of(),
                null,
                List.of())));
    long start = System.nanoTime();
    return store
        .outbox()
        .finish(finished)
        .doOnSuccess(_ -> {
          finishNanos.addAndGet(System.nanoTime() - start);
          sent.addAndGet(finished.size());
        });
  }
}
