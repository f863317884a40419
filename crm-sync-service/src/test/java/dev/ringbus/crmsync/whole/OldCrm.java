package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;

import dev.ringbus.crmsync.assembly.Vendors;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.simulator.callevent.CallEventCrm;
import dev.ringbus.simulator.callevent.CallEventSettings;
import dev.ringbus.simulator.callevent.ToldCall;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.DeliveryView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A CRM that was made for MTS, and the PBXs of several makes whose calls it is told of. */
record OldCrm(SyncRig rig, String name, CallEventCrm crm) implements AutoCloseable {

  private static final List<String> PLATFORMS = List.of("comagic", "sipsim", "mts");
  private static final Duration STALE_AFTER = Duration.ofMinutes(10);

  /** For an answer, on a machine that is busy with other things too. */
  private static final Duration AMPLE = Duration.ofSeconds(10);

  /** One that is not told of anything yet. */
  static OldCrm start(SyncRig rig, String name) {
    try {
      return new OldCrm(
          rig,
          name,
          CallEventCrm.start(
              CallEventSettings.of("hub", new Secret(SyncRig.API_KEY), rig.clock())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One whose service knows it. */
  static OldCrm open(SyncRig rig, String name) {
    return open(rig, name, AMPLE);
  }

  /**
   * As {@link #open(SyncRig, String)}.
   *
   * @param within how long it may take for an answer
   */
  static OldCrm open(SyncRig rig, String name, Duration within) {
    OldCrm crm = start(rig, name);
    crm.serve(within);
    return crm;
  }

  void serve() {
    serve(AMPLE);
  }

  private void serve(Duration within) {
    Crm workspace =
        new Crm(
            name,
            "callevent",
            crm.url().resolve("/api/mts"),
            null,
            Map.of(
                "user",
                "hub",
                "every",
                "PT30S",
                "within",
                within.toString(),
                "staleAfter",
                STALE_AFTER.toString()),
            Map.of("password", new SecretRef.File("api-key")),
            "1");
    Stream<ConfigResource> pbxs = PLATFORMS.stream().map(this::integration);
    rig.serve(Stream.concat(Stream.of(workspace), pbxs).toList());
  }

  private Integration integration(String platform) {
    return new Integration(
        pbx(platform),
        new Platform(platform),
        null,
        null,
        null,
        name,
        ZoneOffset.UTC,
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "1");
  }

  private IntegrationId pbx(String platform) {
    return new IntegrationId(name + "-" + platform);
  }

  CallKey key(String platform, String callId) {
    return new CallKey(pbx(platform), new CallId(callId));
  }

  /** What a PBX said, as if it were said of this call now. */
  List<CallEvent> now(List<CallEvent> said, String callId) {
    return Vendors.told(said, callId, rig.clock().instant()).stream()
        .map(event ->
            event.toBuilder()
                .integration(pbx(event.platform().value()))
                .receivedAt(rig.clock().instant().atOffset(ZoneOffset.UTC))
                .build())
        .toList();
  }

  void tell(List<CallEvent> events) {
    rig.write(List.of(events));
  }

  /** What the CRM calls it. */
  static long id(CallKey call) {
    String pbx = call.integration().value();
    Platform platform = new Platform(pbx.substring(pbx.lastIndexOf('-') + 1));
    return MtsCallId.of(call, platform).value();
  }

  /** What the CRM was told of a call; nothing if it does not know it. */
  List<Integer> told(CallKey call) {
    return crm.call(id(call)).map(ToldCall::eventTypes).orElse(List.of());
  }

  void awaitTold(CallKey call, Integer... eventTypes) {
    await().until(() -> told(call), List.of(eventTypes)::equals);
  }

  /** None of a call that the service does not know. */
  List<DeliveryView> deliveries(CallKey call) {
    return rig.inquiries().call(call).block().map(CallDossier::deliveries).orElse(List.of());
  }

  @Override
  public void close() {
    crm.close();
  }
}
