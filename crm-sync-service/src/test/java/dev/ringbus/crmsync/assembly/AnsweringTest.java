package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.CLIENT;
import static dev.ringbus.crmsync.assembly.Vendors.LINE;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static dev.ringbus.crmsync.assembly.Vendors.sipSim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.Origination;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnsweringTest {

  private static final Instant BEFORE = Instant.parse("2026-03-02T11:59:50Z");
  private static final IntegrationId MTS = new IntegrationId("acme-mts");

  private static final List<CallEvent> OUTGOING = outgoing(0, 1, "306");

  private static List<CallEvent> outgoing(int second, int eventType, String caller) {
    return mts(second, eventType, "AN", caller, "DN1", CLIENT, "ServiceType", "2");
  }

  private static Origination request(
      String id, @Nullable String extension, String target, Instant at) {
    return new Origination(
        Planning.CRM,
        id,
        MTS,
        extension == null ? null : new PhoneNumber(extension),
        new PhoneNumber(target),
        at);
  }

  private static @Nullable String answered(List<CallEvent> events, Origination... requests) {
    Planning planning = new Planning(events.getFirst().key());
    for (Origination request : requests) {
      planning.awaiting(request);
    }
    planning.take(events);
    Origination answered = planning.last().answers();
    return answered == null ? null : answered.communicationId();
  }

  @Test
  void isFoundByTheNumbersThatAreCalled() {
    assertThat(answered(OUTGOING, request("a", "306", "89161234567", BEFORE))).isEqualTo("a");
    assertThat(answered(OUTGOING, request("a", "306", "+7 (916) 123-45-67", BEFORE)))
        .isEqualTo("a");
    assertThat(answered(OUTGOING, request("a", "306", "89161234568", BEFORE))).isNull();
    assertThat(answered(OUTGOING, request("a", null, "89161234567", BEFORE))).isNull();
  }

  @Test
  void isOfTheEmployeeIfThePbxSaysWhoCalls() {
    assertThat(
            answered(
                OUTGOING,
                request("another", "307", CLIENT, BEFORE),
                request("his", "306", CLIENT, BEFORE.plusSeconds(1))))
        .isEqualTo("his");
    assertThat(answered(OUTGOING, request("another", "307", CLIENT, BEFORE))).isNull();
  }

  @Test
  void isTheOldestIfThePbxSaysOnlyWhichLineCalls() {
    List<CallEvent> unnamed =
        sipSim(
            0,
            "outgoing_call_start",
            "pbx_id",
            "1557491089.930439",
            "caller",
            "+" + LINE,
            "receiver",
            "+" + CLIENT);

    assertThat(
            answered(
                unnamed,
                request("first", "306", CLIENT, BEFORE),
                request("second", "307", CLIENT, BEFORE.plusSeconds(1))))
        .isEqualTo("first");
  }

  @Test
  void isNoOlderThanTwoMinutesAndNotOfTheFuture() {
    assertThat(answered(OUTGOING, request("a", "306", CLIENT, BEFORE.minusSeconds(105))))
        .isEqualTo("a");
    assertThat(answered(OUTGOING, request("a", "306", CLIENT, BEFORE.minusSeconds(115)))).isNull();
    assertThat(answered(OUTGOING, request("a", "306", CLIENT, BEFORE.plusSeconds(60)))).isNull();
  }

  @Test
  void isNotFollowedByAnIncomingCall() {
    assertThat(answered(mts(0, 1), request("a", "306", CLIENT, BEFORE))).isNull();
  }

  @Test
  void isAnsweredByOneCallAndEachCallAnswersOne() {
    Planning planning =
        new Planning(OUTGOING.getFirst().key())
            .awaiting(request("first", "306", CLIENT, BEFORE))
            .awaiting(request("second", "306", CLIENT, BEFORE.plusSeconds(1)));
    planning.take(OUTGOING);
    assertThat(planning.last().answers())
        .extracting(Origination::communicationId)
        .isEqualTo("first");

    planning.take(outgoing(2, 8, LINE));
    assertThat(planning.last().answers()).isNull();
  }
}
