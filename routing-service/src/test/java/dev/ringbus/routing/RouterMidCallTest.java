package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionMoment;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.Whisper;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connected call's PBX is told at its next poll. */
class RouterMidCallTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private void plan(Rule... midCall) {
    bench.with(
        integration(Calls.mts(), "acme"),
        new Plan(
            "acme",
            Plan.DEFAULT_DEADLINE,
            List.of(rule("waiting", null, Forward.toNumbers("74959876543"))),
            List.of(midCall),
            Decision.of(new Hangup()),
            "v1"));
  }

  /** The subscriber types a one during the conversation. */
  private static CallEvent typed(Direction direction) {
    Map<String, @Nullable Object> raw = new HashMap<>(Calls.mts().raw());
    raw.put("EventType", 4L);
    raw.put("ServiceType", direction == Direction.OUTBOUND ? 2L : 1L);
    return Calls.mts().toBuilder()
        .type(CallEventType.DIGITS_RECEIVED)
        .digits("1")
        .direction(direction)
        .raw(raw)
        .build();
  }

  private DecisionReply ask(CallEvent event, DecisionMoment moment) {
    return bench
        .router
        .answer(
            new DecisionRequest(
                "q-1", event, bench.clock.instant().plus(Duration.ofMillis(1500)), moment),
            Context.root())
        .block(Bench.AMPLE);
  }

  @Test
  void answersWithTheFirstMidCallRuleThatApplies() {
    plan(
        rule("two", "call.digits == '2'", new Hangup()),
        rule("one", "call.digits == '1'", Play.file("hold")));

    DecisionReply reply = ask(typed(Direction.INBOUND), DecisionMoment.MID_CALL);

    assertThat(reply.decision()).isEqualTo(Decision.of(Play.file("hold")));
    assertThat(reply.rule()).isEqualTo("one");
    assertThat(reply.source()).isEqualTo(DecisionSource.RULE);
  }

  @Test
  void keepsOtherwiseForThoseWhoWait() {
    plan(rule("two", "call.digits == '2'", new Hangup()));

    assertThat(ask(typed(Direction.INBOUND), DecisionMoment.MID_CALL).decision())
        .isEqualTo(Decision.NEUTRAL);
    assertThat(ask(typed(Direction.INBOUND), DecisionMoment.WAITING).rule()).isEqualTo("waiting");
  }

  /** DTMF is a moment before the connection, at which that could not be told. */
  @Test
  void judgesByThePollAndNotByTheEvent() {
    plan(rule("whisper", null, Whisper.nothing()), rule("back", null, new Return()));

    DecisionReply reply = ask(typed(Direction.INBOUND), DecisionMoment.MID_CALL);

    assertThat(reply.decision()).isEqualTo(Decision.of(new Return()));
    assertThat(reply.remarks()).singleElement().asString().startsWith("whisper: ");
  }

  @Test
  void passesOverWhatAnOutgoingCallDoesNotTake() {
    plan(rule("bye", null, new Hangup()), rule("back", null, new Return()));

    assertThat(ask(typed(Direction.OUTBOUND), DecisionMoment.MID_CALL).rule()).isEqualTo("back");
  }

  @Test
  void saysNothingWithoutMidCallRules() {
    plan();

    assertThat(ask(typed(Direction.INBOUND), DecisionMoment.MID_CALL).decision())
        .isEqualTo(Decision.NEUTRAL);
  }
}
