package dev.ringbus.crmsync.assembly;

import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretRef;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call as it grows with its events: what is planned for it, and what a CRM would make of it.
 */
final class Planning {

  static final String CRM = "acme-kontur";
  static final Instant NOW = Instant.parse("2026-03-02T12:00:30Z");
  static final RegisterAfter AFTER =
      new RegisterAfter(Duration.ofSeconds(2), Duration.ofSeconds(30));

  private final CallKey key;
  private final CallAssembly assembly;
  private final List<CallEvent> events = new ArrayList<>();
  private final List<PlannedDelivery> planned = new ArrayList<>();
  private final List<Origination> awaited = new ArrayList<>();
  private @Nullable AssembledCall last;

  Planning(CallKey key) {
    this.key = key;
    assembly = new CallAssembly(configuration(key.integration(), CRM), AFTER, NOW);
  }

  /** An integration with that workspace of Kontur.CRM. */
  static Configuration configuration(IntegrationId integration, @Nullable String crm) {
    return Configuration.of(List.of(integration(integration, crm), crm(CRM, "kontur")));
  }

  static Integration integration(IntegrationId id, @Nullable String crm) {
    return new Integration(
        id,
        new Platform("mts"),
        null,
        null,
        null,
        crm,
        ZoneOffset.UTC,
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  static Crm crm(String id, String type) {
    return new Crm(
        id,
        type,
        URI.create("https://crm.kontur.ru"),
        null,
        Map.of("staleAfter", "PT90S"),
        Map.of("apiKey", new SecretRef.Env("KONTUR_API_KEY")),
        "v1");
  }

  Planning awaiting(Origination origination) {
    awaited.add(origination);
    return this;
  }

  /** What is planned when these come. */
  List<PlannedDelivery> take(List<CallEvent> more) {
    events.addAll(more);
    Set<String> keys = new LinkedHashSet<>();
    planned.forEach(delivery -> keys.add(delivery.key()));
    Call before = last == null ? null : last.call();
    last = assembly.assemble(new CallHistory(key, events, before, keys, awaited));
    planned.addAll(last.deliveries());
    if (last.answers() != null) {
      awaited.remove(last.answers());
    }
    return last.deliveries();
  }

  AssembledCall last() {
    return Objects.requireNonNull(last);
  }

  List<String> names() {
    return planned.stream().map(PlannedDelivery::name).toList();
  }

  /** What is wrong with what the CRM is told, in the order in which it is told. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Map<String, LegProgress> legs = new HashMap<>();
    boolean isStarted = false;
    boolean isFinished = false;
    int registrations = 0;
    for (PlannedDelivery delivery : planned) {
      Payload payload = Payload.of(delivery);
      if (payload instanceof Payload.Notice) {
        if (isFinished) {
          faults.add("after call-finished: " + delivery.name());
        }
        if (!isStarted && !(payload instanceof Payload.CallStarted)) {
          faults.add("before call-started: " + delivery.name());
        }
      }
      switch (payload) {
        case Payload.CallStarted _ -> isStarted = true;
        case Payload.LegChanged change -> {
          LegProgress before = legs.put(change.leg().id(), change.progress());
          if (!LegOrder.mayFollow(before, change.progress())) {
            faults.add(delivery.name() + " after " + before);
          }
        }
        case Payload.CallFinished _ -> {
          isFinished = true;
          legs.forEach((leg, progress) -> {
            if (LegOrder.mayFollow(progress, LegProgress.FINISHED)) {
              faults.add("call-finished while " + leg + " is " + progress);
            }
          });
        }
        case Payload.RegisterCall _ -> registrations++;
        case Payload.TellEvent _, Payload.BeginRequests _, Payload.EndRequests _ ->
            faults.add("event by event: " + delivery.name());
        case Payload.UploadRecording _, Payload.AttachRecording _, Payload.CallFailed _ -> {}
      }
    }
    if (registrations > 1) {
      faults.add("registered " + registrations + " times");
    }
    return faults;
  }
}
