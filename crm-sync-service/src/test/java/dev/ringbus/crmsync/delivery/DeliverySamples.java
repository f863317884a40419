package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.delivery.Memories.Waited;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls and what CRMs are to be told of them. */
final class DeliverySamples {

  static final String CRM = "acme-kontur";
  static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  static final String URL = "https://records.example/1.mp3";

  private DeliverySamples() {}

  static Call call(int number) {
    return call("call-" + number);
  }

  /** A call that was answered and is over. */
  static Call call(String id) {
    Call live = Samples.call(new CallId(id));
    Leg leg = live.legs().getFirst();
    OffsetDateTime end = live.startedAt().plusSeconds(60);
    List<LegChange> changes = new ArrayList<>(leg.changes());
    changes.add(new LegChange(LegProgress.FINISHED, end));
    return new Call(
        live.integration(),
        live.platform(),
        live.callId(),
        CallState.ENDED,
        live.direction(),
        live.clientPhone(),
        live.linePhone(),
        CallOutcome.ANSWERED,
        EndedBy.CALLER,
        live.startedAt(),
        live.answeredAt(),
        end,
        Duration.ofSeconds(56),
        List.of(
            new Leg(leg.id(), leg.from(), leg.to(), changes, CallOutcome.ANSWERED, EndedBy.CALLER)),
        List.of(),
        null,
        4);
  }

  static CallKey key(int number) {
    return call(number).key();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Payload.LegChanged leg(Call call, LegProgress progress, Instant at) {
    Leg leg = call.legs().getFirst();
    return new Payload.LegChanged(leg, progress, at(at));
  }

  /** All notices of a call that was answered, then its registration. */
  static List<PlannedDelivery> whole(String crm, Call call, Instant at, @Nullable Instant staleAt) {
    List<PlannedDelivery> planned = new ArrayList<>();
    planned.add(new Payload.CallStarted(at(at)).plan(crm, at, staleAt));
    for (LegProgress progress :
        List.of(LegProgress.APPEARED, LegProgress.CONNECTED, LegProgress.FINISHED)) {
      planned.add(leg(call, progress, at).plan(crm, at, staleAt));
    }
    planned.add(new Payload.CallFinished(at(at)).plan(crm, at, staleAt));
    planned.add(new Payload.RegisterCall().plan(crm, at, null));
    return planned;
  }

  static PlannedDelivery registration(String crm, Instant at) {
    return new Payload.RegisterCall().plan(crm, at, null);
  }

  static PlannedDelivery start(String crm, Instant at) {
    return new Payload.CallStarted(at(at)).plan(crm, at, null);
  }

  static PlannedDelivery notice(String crm, Instant at, @Nullable Instant staleAt) {
    return new Payload.CallFinished(at(at)).plan(crm, at, staleAt);
  }

  static ClaimedDelivery claimed(PlannedDelivery planned) {
    return claimed(planned, 0, DeliveryState.WAITING, List.of());
  }

  static ClaimedDelivery claimed(
      PlannedDelivery planned, int attempts, DeliveryState state, List<UploadedFile> files) {
    return new ClaimedDelivery(
        17, 1, planned.crm(), key(1), call(1), "c-1", planned, attempts, state, NOW, files);
  }

  /** Of a call that the CRM was never told of. */
  static ClaimedDelivery withoutId(ClaimedDelivery known) {
    return new ClaimedDelivery(
        known.id(),
        known.claim(),
        known.crm(),
        known.callKey(),
        known.call(),
        null,
        known.planned(),
        known.attempts(),
        known.state(),
        known.createdAt(),
        known.files());
  }

  static UploadedFile file(String url, Instant uploadedAt, boolean attached) {
    return new UploadedFile(
        url, "file of " + url, "1.mp3", "audio/mpeg", 1000, null, uploadedAt, attached);
  }

  static Attempt attempt(ClaimedDelivery claimed, int timesUnknown) {
    return new Attempt(claimed, NOW, new Memory(timesUnknown, Waited.NO, null), Settles.YES, 0.5);
  }
}
