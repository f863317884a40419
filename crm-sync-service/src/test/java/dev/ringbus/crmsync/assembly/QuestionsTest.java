package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.all;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crmsync.assembly.Workspace.Tells;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which events are left to routing for a while, since a plan asks the CRM about them. */
class QuestionsTest {

  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final Duration WITHIN = Duration.ofMillis(1500);

  /** A beginning and a forwarding, at which MTS waits or does not; the connection; the end. */
  private static final List<CallEvent> CALL =
      all(
          mts(0, 1),
          mts(3, 8, "DN1", "74957654321"),
          mts(9, 9, "DN1", "74957654321", "Result", "1280"),
          mts(20, 13),
          mts(40, 15, "Result", "1"));

  private static Questions questions(List<Rule> rules, List<Rule> midCall) {
    CallEvent event = CALL.getFirst();
    Integration integration =
        new Integration(
            event.integration(),
            event.platform(),
            null,
            null,
            "acme",
            "old",
            ZoneOffset.UTC,
            List.of(),
            Duration.ofHours(4),
            List.of(),
            Map.of(),
            Map.of(),
            "1");
    Crm crm =
        new Crm(
            "old",
            "callevent",
            URI.create("https://crm.example"),
            null,
            Map.of("user", "hub", "within", WITHIN.toString()),
            Map.of("password", new SecretRef.Env("PASSWORD")),
            "1");
    Plan plan = new Plan("acme", DEADLINE, rules, midCall, Decision.NEUTRAL, "1");
    return Questions.of(
        integration,
        new Workspace("old", Tells.EVENTS, Duration.ofMinutes(1)),
        Configuration.of(List.of(integration, crm, plan)));
  }

  private static Rule asks(String crm) {
    return new Rule("asks", null, new Rule.AskCrm(crm, Duration.ofSeconds(1)));
  }

  private static List<CallEventType> left(Questions questions) {
    return CALL.stream()
        .filter(event -> event.type() != CallEventType.DECISION_ASKED)
        .filter(event -> {
          Instant now = event.receivedAt().toInstant();
          return questions.tellAt(event, CALL, now).isAfter(now);
        })
        .map(CallEvent::type)
        .toList();
  }

  @Test
  void areOfWhatThePbxWaitsAt() {
    assertThat(left(questions(List.of(asks("old")), List.of())))
        .containsExactly(CallEventType.CALL_STARTED);
  }

  @Test
  void areOfAllFromTheConnectionOnButTheEnd() {
    assertThat(left(questions(List.of(), List.of(asks("old")))))
        .containsExactly(CallEventType.LEG_CONNECTED, CallEventType.RECORDING_STARTED);
  }

  @Test
  void areNoneWhereNobodyAsksThisCrm() {
    assertThat(left(questions(List.of(asks("other")), List.of(asks("other"))))).isEmpty();
  }

  @Test
  void areWaitedForAsLongAsTheyMayTake() {
    Questions questions = questions(List.of(asks("old")), List.of());
    CallEvent event = CALL.getFirst();
    Instant heardAt = event.receivedAt().toInstant();
    Instant tellAt = heardAt.plus(DEADLINE).plus(WITHIN).plusSeconds(1);

    assertThat(questions.tellAt(event, CALL, heardAt)).isEqualTo(tellAt);
    assertThat(questions.tellAt(event, CALL, tellAt.plusSeconds(5)))
        .as("of events that are read again")
        .isEqualTo(tellAt.plusSeconds(5));
  }
}
