package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterTest extends RouterFixture {

  @Test
  void answersWithTheFirstRuleThatApplies() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("two", "call.digits == '2'", GoTo.branch("2")),
            rule("one", "call.digits == '1'", Forward.toNumbers("74959876543")),
            rule("any", null, GoTo.branch("3"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(
            reply(Decision.of(Forward.toNumbers("74959876543")), "one", DecisionSource.RULE));
  }

  @Test
  void knowsCalendarsAndTheIntegrationsClock() {
    bench.with(
        integration(CALL, "acme"),
        Bench.always("office"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            // It is 09:00 in UTC and noon in Moscow.
            rule("noon", "now.getHours() == 12 && open('office')", GoTo.branch("2"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(reply(Decision.of(GoTo.branch("2")), "noon", DecisionSource.RULE));
  }

  @Test
  void passesOverAConditionThatCannotBeEvaluated() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("vip", "call.raw.tariff == 'vip'", GoTo.branch("2")),
            rule("any", null, GoTo.branch("3"))));

    assertThat(bench.ask(CALL))
        .isEqualTo(
            reply(
                Decision.of(GoTo.branch("3")),
                "any",
                DecisionSource.RULE,
                "vip: when asks for a key that is not there"));
    assertThat(bench.skipped("condition")).isEqualTo(1);
  }

  @Test
  void goesOnWhereThePbxCanDoNothing() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("pause", null, new Pause(3)),
            rule("any", null, GoTo.branch("3"))));

    DecisionReply reply = bench.ask(CALL);

    assertThat(reply.rule()).isEqualTo("any");
    assertThat(reply.remarks()).singleElement().asString().startsWith("pause: pause");
    assertThat(bench.skipped("unfit")).isEqualTo(1);
  }

  @Test
  void remarksWhatWasDroppedOfTheDecisionThatWon() {
    bench.with(
        integration(CALL, "acme"),
        plan(
            "acme",
            "v1",
            FIRST_BRANCH,
            rule("one", null, new Pause(3), Forward.toNumbers("74959876543"))));

    DecisionReply reply = bench.ask(CALL);

    assertThat(reply.rule()).isEqualTo("one");
    assertThat(reply.decision()).isEqualTo(Decision.of(Forward.toNumbers("74959876543")));
    assertThat(reply.remarks()).singleElement().asString().startsWith("one: pause");
  }

  @Test
  void answersOtherwiseWhenNoRuleDecides() {
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, rule("two", "call.digits == '2'", GoTo.branch("2"))));

    assertThat(bench.ask(CALL)).isEqualTo(reply(FIRST_BRANCH, null, DecisionSource.OTHERWISE));
  }

  @Test
  void answersNeutrallyWhenOtherwiseIsEmpty() {
    bench.with(integration(CALL, "acme"), plan("acme", "v1", Decision.NEUTRAL));

    assertThat(bench.ask(CALL)).isEqualTo(reply(Decision.NEUTRAL, null, DecisionSource.NEUTRAL));
  }

  @Test
  void saysThatItDoesNotKnowTheIntegrationOrItsPlan() {
    assertThat(bench.with().ask(CALL)).isEqualTo(neutral("no integration acme-uis here"));
    assertThat(bench.with(integration(CALL, "acme")).ask(CALL))
        .isEqualTo(neutral("no plan acme here"));
    assertThat(bench.with(integration(CALL, null)).ask(CALL))
        .isEqualTo(neutral("the integration acme-uis has no plan"));
    assertThat(
            bench
                .with(
                    integration("acme-uis", new Platform("novel"), "acme"),
                    plan("acme", "v1", FIRST_BRANCH))
                .ask(CALL))
        .isEqualTo(neutral("no dialect novel here"));
  }

  @Test
  void doesNotAnswerForAPlatformThatTheIntegrationHasLeft() {
    bench.with(integration(CALL, "acme"), plan("acme", "v1", FIRST_BRANCH));

    assertThat(bench.ask(CALL.toBuilder().platform(Calls.MTS).build()))
        .isEqualTo(
            neutral("the integration acme-uis is comagic now, and the question came from mts"));
  }

  @Test
  void doesNotReplyToAnExpiredQuestion() {
    bench.with(integration(CALL, "acme"), plan("acme", "v1", FIRST_BRANCH));

    assertThat(
            bench
                .router
                .answer(bench.question(CALL, Duration.ZERO), Context.root())
                .blockOptional(AMPLE))
        .isEmpty();
  }

  @Test
  void doesNotReplyBeforeItKnowsTheConfiguration() {
    bench.view.ready(false);
    assertThat(bench.ask(CALL)).isNull();

    Configuration configuration =
        Configuration.of(List.of(integration(CALL, "acme"), plan("acme", "v1", FIRST_BRANCH)));
    bench.view.set(configuration);
    bench.view.ready(true);
    assertThat(bench.ask(CALL)).as("the view knows it, the routes do not yet").isNull();

    bench.routes.take(configuration);
    assertThat(bench.ask(CALL).source()).isEqualTo(DecisionSource.OTHERWISE);
  }

  @Test
  void answersOtherwiseAfterAFaultOfItsOwn() {
    DialectProvider broken = new BrokenDialect(Dialects.find(Calls.COMAGIC).orElseThrow());
    try (Bench faulty = new Bench(_ -> Optional.of(broken), TracerProvider.noop().get("test"))) {
      faulty.with(
          integration(CALL, "acme"),
          plan("acme", "v1", FIRST_BRANCH, rule("any", null, GoTo.branch("3"))));

      assertThat(faulty.ask(CALL))
          .isEqualTo(
              reply(
                  FIRST_BRANCH,
                  null,
                  DecisionSource.OTHERWISE,
                  "a fault of the routing service: its log has it"));
    }
  }

  @Test
  void keepsOtherIntegrationsWhenOneCannotBeSetUp() {
    Integration wrong =
        new Integration(
            CALL.integration(),
            CALL.platform(),
            null,
            null,
            "acme",
            null,
            Bench.MOSCOW,
            List.of(),
            Duration.ofHours(4),
            List.of(),
            Map.of("contentType", 7L),
            Map.of(),
            "i2");
    CallEvent other = CALL.toBuilder().integration(new IntegrationId("other")).build();
    bench.with(wrong, integration(other, "acme"), plan("acme", "v1", FIRST_BRANCH));

    assertThat(bench.ask(other).source()).isEqualTo(DecisionSource.OTHERWISE);
    assertThat(bench.ask(CALL).remarks())
        .singleElement()
        .asString()
        .startsWith("the option contentType of acme-uis: ");
  }

  @Test
  void countsByWhatDecided() {
    bench.with(
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, rule("two", "call.digits == '2'", GoTo.branch("2"))));
    bench.ask(CALL);
    bench.ask(CALL.toBuilder().digits("2").build());
    bench.ask(CALL.toBuilder().digits("3").build());

    assertThat(decided("otherwise")).isEqualTo(2);
    assertThat(decided("rule")).isEqualTo(1);
  }

  private long decided(String source) {
    return bench
        .meters
        .get("ringbus.rules")
        .tag("platform", "comagic")
        .tag("source", source)
        .timer()
        .count();
  }
}
