package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static dev.ringbus.crmsync.assembly.Vendors.sipSim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.LegProgress;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

  private static final String FIRST = "74957654321";
  private static final String SECOND = "74957654322";
  private static final String RECORDING = "https://vrecords.call-tracking.by/monitor/XXXXXXX";

  private static final List<CallEvent> CONSULTATION =
      Vendors.all(
          mts(0, 1),
          mts(2, 8, "DN1", FIRST),
          mts(6, 9, "DN1", FIRST, "Result", "1280"),
          mts(20, 8, "DN1", SECOND),
          mts(24, 9, "DN1", SECOND, "Result", "1280"),
          mts(44, 9, "DN1", SECOND, "Result", "200"),
          mts(60, 17, "DN1", FIRST),
          mts(61, 15, "DN1", FIRST, "Result", "2"));

  private static List<CallEvent> recorded() {
    return outgoing(38, "end", "status", "ANSWER", "duration", "30.0", "audio_path", RECORDING);
  }

  private static List<CallEvent> outgoing(int second, String event, String... more) {
    String[] parameters = new String[6 + more.length];
    parameters[0] = "pbx_id";
    parameters[1] = "1557491089.930439";
    parameters[2] = "caller";
    parameters[3] = "+375290000001";
    parameters[4] = "receiver";
    parameters[5] = "+375290000000";
    System.arraycopy(more, 0, parameters, 6, more.length);
    return sipSim(second, "outgoing_call_" + event, parameters);
  }

  private static Planning planning(List<CallEvent> events) {
    return new Planning(events.getFirst().key());
  }

  private static List<String> names(List<PlannedDelivery> deliveries) {
    return deliveries.stream()
        .map(PlannedDelivery::name)
        .map(name -> name.replace("acme-mts:17/", ""))
        .toList();
  }

  @Test
  void tellsOfACallInTheOrderInWhichItHappens() {
    assertThat(names(planning(CONSULTATION).take(CONSULTATION)))
        .containsExactly(
            "call-started",
            "leg/+74957654321/appeared",
            "leg/+74957654321/connected",
            "leg/+74957654322/appeared",
            "leg/+74957654321/paused",
            "leg/+74957654322/connected",
            "leg/+74957654321/connected/2",
            "leg/+74957654322/disconnected",
            "leg/+74957654321/disconnected",
            "call-finished",
            "register-call");
  }

  @Test
  void tellsOfEachThingWhenItComes() {
    Planning planning = planning(CONSULTATION);
    planning.take(CONSULTATION.subList(0, 3));

    List<PlannedDelivery> connected = planning.take(List.of(CONSULTATION.get(3)));

    assertThat(names(connected)).containsExactly("leg/+74957654321/connected");
    Payload.LegChanged change = (Payload.LegChanged) Payload.of(connected.getFirst());
    assertThat(change.progress()).isEqualTo(LegProgress.CONNECTED);
    assertThat(change.at()).isEqualTo("2026-03-02T12:00:06Z");
    assertThat(change.leg().progress()).isEqualTo(LegProgress.CONNECTED);
    assertThat(connected.getFirst().operation()).isEqualTo("call-event");
    assertThat(connected.getFirst().lane()).isEqualTo(Lane.CALL);
    assertThat(connected.getFirst().notBefore()).isEqualTo(Planning.NOW);
  }

  @Test
  void showsALegAsItWas() {
    Payload.LegChanged appeared =
        (Payload.LegChanged) Payload.of(planning(CONSULTATION).take(CONSULTATION).get(1));

    assertThat(appeared.leg().changes()).hasSize(1);
    assertThat(appeared.leg().outcome()).isNull();
  }

  @Test
  void letsNoticesGoStaleAndNothingElse() {
    List<CallEvent> all = Vendors.all(outgoing(0, "start"), outgoing(8, "answer"), recorded());

    List<PlannedDelivery> planned = planning(all).take(all);

    // 90 s is what the workspace has set; each event was received 0.2 s after it happened.
    assertThat(planned)
        .filteredOn(delivery -> delivery.staleAt() != null)
        .extracting(delivery -> delivery.name().replace("acme-sipsim:1557491089.930439/", ""))
        .containsExactly(
            "call-started",
            "leg/caller/appeared",
            "leg/caller/connected",
            "leg/caller/finished",
            "call-finished");
    assertThat(planned)
        .filteredOn(delivery -> delivery.staleAt() != null)
        .extracting(PlannedDelivery::staleAt)
        .map(String::valueOf)
        .containsExactly(
            "2026-03-02T12:01:30.200Z",
            "2026-03-02T12:01:30.200Z",
            "2026-03-02T12:01:38.200Z",
            "2026-03-02T12:02:08.200Z",
            "2026-03-02T12:02:08.200Z");
    assertThat(planned)
        .filteredOn(delivery -> delivery.staleAt() == null)
        .extracting(PlannedDelivery::operation)
        .containsExactly("register-call", "upload");
  }

  @ParameterizedTest
  @ValueSource(ints = {-600, 600})
  void letsNoticesGoStaleByOurClockAlone(int wrongBy) {
    List<CallEvent> start =
        outgoing(0, "start").stream()
            .map(event ->
                event.toBuilder().occurredAt(event.occurredAt().plusSeconds(wrongBy)).build())
            .toList();

    assertThat(planning(start).take(start))
        .isNotEmpty()
        .extracting(PlannedDelivery::staleAt)
        .containsOnly(Instant.parse("2026-03-02T12:01:30.200Z"));
  }

  @Test
  void registersWhenTheRecordingHasHadItsTime() {
    List<CallEvent> all = Vendors.all(outgoing(0, "start"), outgoing(8, "answer"), recorded());

    List<PlannedDelivery> planned = planning(all).take(all);

    PlannedDelivery registration = planned.get(planned.size() - 2);
    PlannedDelivery upload = planned.getLast();
    assertThat(registration.notBefore()).isEqualTo(Planning.NOW.plusSeconds(30));
    assertThat(upload.lane()).isEqualTo(Lane.FILES);
    assertThat(upload.notBefore()).isEqualTo(Planning.NOW);
    assertThat(Payload.of(upload))
        .isEqualTo(new Payload.UploadRecording(RECORDING, "acme-sipsim:1557491089.930439/caller"));
  }

  @Test
  void registersSoonWithoutARecordingAndUploadsALateOne() {
    List<CallEvent> unrecorded =
        Vendors.all(
            outgoing(0, "start"), outgoing(38, "end", "status", "ANSWER", "duration", "30.0"));
    Planning planning = planning(unrecorded);
    assertThat(planning.take(unrecorded).getLast().notBefore())
        .isEqualTo(Planning.NOW.plusSeconds(2));

    CallEvent late = recorded().getLast().toBuilder().id("late").build();

    assertThat(planning.take(List.of(late)))
        .extracting(PlannedDelivery::operation)
        .containsExactly("upload");
  }

  @Test
  void waitsTheLongerOfBothForARecording() {
    RegisterAfter patient = new RegisterAfter(Duration.ofSeconds(9), Duration.ZERO);

    assertThat(patient.pause(true)).hasSeconds(9);
    assertThat(patient.pause(false)).hasSeconds(9);
  }

  @Test
  void knowsAnAnswerThatTheEndHasOvertaken() {
    Planning planning = planning(recorded());
    planning.take(
        Vendors.all(
            outgoing(0, "start"), outgoing(38, "end", "status", "ANSWER", "duration", "30.0")));

    assertThat(planning.take(outgoing(8, "answer"))).isEmpty();
    assertThat(planning.last().call().legs().getFirst().changes())
        .extracting(change -> change.progress())
        .contains(LegProgress.CONNECTED);
  }

  @Test
  void tellsNothingMoreOnceTheCallIsOver() {
    Planning planning = planning(CONSULTATION);
    List<CallEvent> last = List.of(CONSULTATION.getFirst(), CONSULTATION.getLast());
    planning.take(last);

    assertThat(planning.take(CONSULTATION)).isEmpty();
    assertThat(planning.last().call().legs()).hasSize(2);
  }

  @Test
  void registersACallThatOnlyAskedWhenItIsClosed() {
    List<CallEvent> asked = comagic(0, "cdr_id", "123", "numa", "74952345678");
    Planning planning = planning(asked);
    assertThat(names(planning.take(asked))).containsExactly("call-started");
    assertThat(planning.last().closeAt()).isEqualTo("2026-03-02T16:00:00.200Z");

    OffsetDateTime closed = OffsetDateTime.parse("2026-03-02T16:00:05Z");
    CallEvent end = OverdueCall.end(planning.last().call(), closed, Duration.ofHours(4));
    List<PlannedDelivery> planned = planning.take(List.of(end));

    assertThat(names(planned)).containsExactly("call-finished", "register-call");
    assertThat(planned.getFirst().staleAt()).isEqualTo("2026-03-02T16:01:35Z");
    assertThat(planning.last().closeAt()).isNull();
    assertThat(planning.take(List.of(realEnd(asked.getFirst())))).isEmpty();
    assertThat(planning.last().call().inferred()).isNull();
  }

  private static CallEvent realEnd(CallEvent like) {
    return like.toBuilder()
        .id("real")
        .type(CallEventType.CALL_ENDED)
        .outcome(CallOutcome.ANSWERED)
        .build();
  }

  @Test
  void tellsNothingOfWhatIsNoCall() {
    List<CallEvent> message = sipSim(0, "sms", "pbx_id", "17", "caller", "+375290000000");

    assertThat(planning(message).take(message)).isEmpty();
  }

  @Test
  void tellsNothingWithoutAWorkspaceThatTakesCalls() {
    CallKey key = CONSULTATION.getFirst().key();
    CallHistory history = new CallHistory(key, CONSULTATION, null, Set.of(), List.of());
    Configuration without = Planning.configuration(key.integration(), null);
    Configuration other =
        Configuration.of(
            List.of(Planning.integration(key.integration(), "old"), Planning.crm("old", "amo")));

    for (Configuration configuration : List.of(without, other, Configuration.EMPTY)) {
      assertThat(
              new CallAssembly(configuration, Planning.AFTER, Planning.NOW)
                  .assemble(history)
                  .deliveries())
          .isEmpty();
    }
  }
}
