package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.callInteractive;
import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.EndedBy;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of PBXs that ask what to do, and say nothing of what came of it. */
class AskingCallsTest {

  private static final OffsetDateTime CLOSED = OffsetDateTime.parse("2026-03-02T16:00:00Z");

  private static final List<CallEvent> COMAGIC =
      Vendors.all(
          comagic(0, "cdr_id", "123", "numa", "74952345678", "numb", "74951234567"),
          comagic(
              9,
              "cdr_id",
              "123",
              "numa",
              "74952345678",
              "numb",
              "74951234567",
              "input_result",
              "1"));

  private static Call call(List<CallEvent> events) {
    return CallFold.of(events.getFirst().key(), events);
  }

  private static CallEvent inferredEnd(List<CallEvent> events) {
    return OverdueCall.end(call(events), CLOSED, Duration.ofHours(4));
  }

  private static CallEvent realEnd(CallEvent like) {
    return like.toBuilder()
        .id("real")
        .type(CallEventType.CALL_ENDED)
        .occurredAt(OffsetDateTime.parse("2026-03-02T12:05:00Z"))
        .outcome(CallOutcome.ANSWERED)
        .endedBy(EndedBy.CALLER)
        .build();
  }

  @Test
  void haveACallerAndNoLegs() {
    assertThat(CallText.of(COMAGIC))
        .isEqualTo(
            """
            inbound ringing, client +74952345678, line +74951234567
            started 00:00, answered -, ended - by -: -, -
            """);
    assertThat(
            CallText.of(
                callInteractive(
                    0,
                    "CallAPIID",
                    "3584705175:5205",
                    "CallerIDNum",
                    "000*306",
                    "CallerExtension",
                    "000*306",
                    "CalledNumber",
                    "332")))
        .isEqualTo(
            """
            internal ringing, client -, line -
            started 00:00, answered -, ended - by -: -, -
            """);
    assertThat(
            CallText.of(
                callInteractive(
                    0,
                    "CallAPIID",
                    "3584705175:5206",
                    "CallerIDNum",
                    "000*306",
                    "CallFlow",
                    "OUT",
                    "CalledNumber",
                    "003258422544")))
        .isEqualTo(
            """
            outbound ringing, client 003258422544, line 000*306
            started 00:00, answered -, ended - by -: -, -
            """);
  }

  @Test
  void areClosedNeitherAnsweredNorMissed() {
    Call closed = call(Vendors.all(COMAGIC, List.of(inferredEnd(COMAGIC))));

    assertThat(closed.state()).isEqualTo(CallState.ENDED);
    assertThat(closed.inferred()).isEqualTo("no end was reported within PT4H");
    assertThat(closed.outcome()).isNull();
    assertThat(closed.duration()).isNull();
    assertThat(closed.endedAt()).isEqualTo("2026-03-02T12:00:09.200Z");
  }

  @Test
  void areCorrectedByALateEnd() {
    Call corrected =
        call(
            Vendors.all(
                COMAGIC, List.of(inferredEnd(COMAGIC)), List.of(realEnd(COMAGIC.getFirst()))));

    assertThat(corrected.state()).isEqualTo(CallState.ENDED);
    assertThat(corrected.inferred()).isNull();
    assertThat(corrected.outcome()).isEqualTo(CallOutcome.ANSWERED);
    assertThat(corrected.endedBy()).isEqualTo(EndedBy.CALLER);
    assertThat(corrected.endedAt()).isEqualTo("2026-03-02T12:05:00Z");
  }

  @Test
  void areClosedByTheSameEventWhoeverClosesThem() {
    CallEvent end = inferredEnd(COMAGIC);

    assertThat(OverdueCall.end(call(COMAGIC), CLOSED.plusSeconds(1), Duration.ofHours(4)).id())
        .isEqualTo(end.id());
    assertThat(end.key()).isEqualTo(COMAGIC.getFirst().key());
    assertThat(end.receivedAt()).isEqualTo(CLOSED);
  }
}
