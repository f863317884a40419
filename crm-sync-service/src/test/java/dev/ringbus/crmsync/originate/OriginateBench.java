package dev.ringbus.crmsync.originate;

import static org.awaitility.Awaitility.await;

import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.crmsync.originate.OriginateMeters.Result;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.testkit.InMemoryStore;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Calls that a CRM asks for, with a store in memory and a PBX on a port of its own. */
final class OriginateBench implements AutoCloseable {

  static final String CRM = "acme-kontur";
  static final IntegrationId PBX = new IntegrationId("acme-mts");
  static final String CLIENT = "+79161234567";
  static final String MANAGER = "manager";
  static final String COLLEAGUE = "colleague";
  static final Duration STALE_AFTER = Duration.ofSeconds(60);
  static final Duration FOLLOW_WITHIN = Duration.ofMinutes(2);

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:30Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final MovableClock clock = MovableClock.standing(NOW);
  final ScriptedServer pbx = new ScriptedServer();
  final InMemoryStore store = new InMemoryStore(clock);
  final List<String> rung = new CopyOnWriteArrayList<>();
  final MissedCalls missed;
  final Originations originations;
  private final MeterRegistry registry = new SimpleMeterRegistry();

  OriginateBench() {
    pbx.does(answer(200));
    OriginateMeters meters = new OriginateMeters(registry);
    SecretSource secrets = new SecretSource(Map.of("SECRET", "s3"), Path.of("."));
    missed = new MissedCalls(store.calls(), rung::add, meters, FOLLOW_WITHIN, clock);
    originations =
        new Originations(
            new Wishes(secrets),
            store.calls(),
            new PbxClient(PATIENCE),
            missed,
            meters,
            STALE_AFTER,
            clock);
  }

  /** What a PBX says and no more. */
  static Step answer(int status) {
    return new Step.SendAndClose(ScriptedServer.response(status, "text/plain", "OK"));
  }

  /** A workspace whose PBX is told what to do by this URL, seen from the PBX's. */
  Configuration configuration(String path) {
    return Configuration.of(List.of(integration(PBX), crm(pbx.url() + path)));
  }

  Configuration configuration() {
    return configuration("/{extension}/{clientPhone}/{communicationId}");
  }

  static Integration integration(IntegrationId id) {
    return new Integration(
        id,
        new Platform("mts"),
        null,
        null,
        null,
        CRM,
        ZoneOffset.UTC,
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  /**
   * @param url of the PBX; absent if it begins no calls
   */
  static Crm crm(@Nullable String url) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("users", Map.of(MANAGER, "306", COLLEAGUE, "307"));
    if (url != null) {
      settings.put("originate", Map.of("integration", PBX.value(), "http", Map.of("url", url)));
    }
    return new Crm(
        CRM,
        "kontur",
        URI.create("http://127.0.0.1:1"),
        null,
        settings,
        Map.of("apiKey", new SecretRef.Env("KEY"), "originateSecret", new SecretRef.Env("SECRET")),
        "v1");
  }

  /** A press of the button, now. */
  Originate call(String communicationId) {
    return command(communicationId, MANAGER, null, CLIENT);
  }

  Originate command(
      String communicationId, String from, @Nullable String to, @Nullable String client) {
    return new Originate(
        "command-" + communicationId,
        CRM,
        clock.instant().atOffset(ZoneOffset.UTC),
        communicationId,
        from,
        to,
        client);
  }

  Origination origination(String communicationId) {
    return new Origination(
        CRM,
        communicationId,
        PBX,
        new PhoneNumber("306"),
        new PhoneNumber(CLIENT),
        clock.instant());
  }

  void begin(Originate command, Configuration configuration) {
    originations.begin(command, configuration).block(PATIENCE);
  }

  void begin(Originate command) {
    begin(command, configuration());
  }

  void look() {
    missed.giveUpOverdue().block(PATIENCE);
  }

  /** What the CRM is to be told, as it is planned; nobody delivers here. */
  List<ClaimedDelivery> planned() {
    return store
        .outbox()
        .claim(CRM, Lane.CALL, 100, clock.instant(), Duration.ofNanos(1))
        .block(PATIENCE);
  }

  /** The calls that the CRM is told of as failed, and why. */
  Map<String, String> failed() {
    Map<String, String> failed = new LinkedHashMap<>();
    for (ClaimedDelivery delivery : planned()) {
      if (Payload.of(delivery.planned()) instanceof Payload.CallFailed(String reason)) {
        failed.put(delivery.communicationId(), reason);
      }
    }
    return failed;
  }

  double count(Result result) {
    return registry.get("ringbus.originations").tag("result", result.wireName()).counter().count();
  }

  void awaitCount(Result result, int count) {
    await().until(() -> count(result) == count);
  }

  @Override
  public void close() {
    pbx.close();
  }
}
