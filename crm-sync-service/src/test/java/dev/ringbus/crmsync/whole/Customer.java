package dev.ringbus.crmsync.whole;

import static dev.ringbus.crmsync.whole.SyncRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.simulator.kontur.files.StoredFile;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One PBX, and the Kontur.CRM that its calls are registered in. */
record Customer(
    SyncRig rig, String name, IntegrationId pbx, KonturCrm crm, List<String> recordingsFrom) {

  /** What a CRM is told of a call that one employee answers. */
  static final List<String> WHOLE =
      List.of("call-started", "appeared", "connected", "disconnected", "call-finished");

  /** The user of {@link PhoneCall#EMPLOYEE}. */
  static final String USER = "user-1";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final PageRequest ALL = new PageRequest(10_000, null);

  static Customer open(SyncRig rig, String name, String... recordingsFrom) {
    try {
      KonturCrm crm =
          KonturCrm.start(
              KonturSettings.of(new Secret(SyncRig.API_KEY), rig.clock()).withUsers(Set.of(USER)));
      List<String> hosts = new ArrayList<>(List.of(recordingsFrom));
      hosts.add(crm.url().getAuthority());
      return new Customer(rig, name, new IntegrationId("pbx-" + name), crm, hosts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ConfigResource> resources() {
    Crm workspace =
        new Crm(
            name,
            "kontur",
            crm.url(),
            null,
            Map.of("users", Map.of(USER, PhoneCall.EMPLOYEE.value()), "staleAfter", "PT10M"),
            Map.of("apiKey", new SecretRef.File("api-key")),
            "1");
    Integration integration =
        new Integration(
            pbx,
            new Platform("sipsim"),
            null,
            null,
            null,
            name,
            ZoneOffset.UTC,
            List.of(),
            Duration.ofHours(4),
            recordingsFrom,
            Map.of(),
            Map.of(),
            "1");
    return List.of(workspace, integration);
  }

  /** A call that is just over, without a recording. */
  PhoneCall call(String id) {
    return call(id, PhoneCall.EMPLOYEE);
  }

  PhoneCall call(String id, PhoneNumber employee) {
    return PhoneCall.answered(pbx, id, employee, rig.clock());
  }

  /** A call with a recording of the simulated PBX, which says by its name what is wrong with it. */
  PhoneCall recorded(String id, String recording) {
    return call(id).recorded(recording, crm.recordingUrl(recording));
  }

  /** So many calls, every other with a recording. */
  List<PhoneCall> calls(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> {
          String id = prefix + number;
          return number % 2 == 0 ? call(id) : recorded(id, id + "-20000b.mp3");
        })
        .toList();
  }

  void tell(PhoneCall... calls) {
    tell(List.of(calls));
  }

  void tell(Collection<PhoneCall> calls) {
    rig.write(calls.stream().map(PhoneCall::events).toList());
  }

  void tell(CallEvent event) {
    rig.write(List.of(List.of(event)));
  }

  KnownCall known(PhoneCall call) {
    return crm.call(call.externalId()).orElseThrow();
  }

  boolean isRegistered(PhoneCall call) {
    return crm.call(call.externalId()).flatMap(KnownCall::registration).isPresent();
  }

  /** Deliveries that are in one of these states, all as of one moment. */
  List<DeliveryView> deliveries(DeliveryState... states) {
    return rig
        .inquiries()
        .deliveries(new DeliveryFilter(null, name, null, null, null, null), ALL)
        .block(PATIENCE)
        .items()
        .stream()
        .filter(delivery -> List.of(states).contains(delivery.state()))
        .toList();
  }

  List<DeliveryView> open() {
    return deliveries(DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.UNKNOWN);
  }

  /** Waits until all of these are registered, and there is nothing left to do. */
  void awaitDone(Collection<PhoneCall> calls) {
    awaitDone(calls, Duration.ZERO);
  }

  /**
   * As {@link #awaitDone(Collection)}, while the clock is put forward.
   *
   * @param step between two looks
   */
  void awaitDone(Collection<PhoneCall> calls, Duration step) {
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .untilAsserted(() -> {
          rig.clock().move(step);
          assertThat(calls).allMatch(this::isRegistered);
          assertThat(open()).isEmpty();
        });
  }

  /** Each is there once and with its recording, and nothing broke the contract. */
  void assertEachOnce(Collection<PhoneCall> calls) {
    assertThat(crm.violations()).isEmpty();
    assertThat(crm.calls()).hasSameSizeAs(calls);
    for (PhoneCall call : calls) {
      assertThat(crm.calls(call.externalId())).hasSize(1);
      assertThat(known(call).registration()).isPresent();
      assertThat(known(call).recordings())
          .as("recordings of %s", call.key())
          .extracting(StoredFile::sha256)
          .isEqualTo(Stream.ofNullable(call.recording()).map(crm.recordings()::sha256).toList());
    }
  }

  /** And everything was told as it happened, in order. */
  void assertEachWhole(Collection<PhoneCall> calls) {
    assertEachOnce(calls);
    assertAllTold(calls);
    assertNothingParked();
    assertThat(deliveries(DeliveryState.DROPPED)).isEmpty();
  }

  /** Everything that happened was told while it did, once and in order. */
  void assertAllTold(Collection<PhoneCall> calls) {
    assertThat(calls)
        .allSatisfy(
            call -> assertThat(crm.call(call.externalId()).map(Customer::told)).contains(WHOLE));
  }

  void assertNothingParked() {
    assertThat(deliveries(DeliveryState.PARKED)).isEmpty();
  }

  /** What was told of a call while it lived. */
  List<String> told(PhoneCall call) {
    return told(known(call));
  }

  private static List<String> told(KnownCall call) {
    return call.notices().stream().map(Object::toString).toList();
  }
}
