package dev.ringbus.routing;

import static dev.ringbus.testkit.Property.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import dev.ringbus.testkit.GeneratedDecisions;
import dev.ringbus.testkit.GeneratedEvents;
import dev.ringbus.testkit.Property;
import dev.ringbus.wire.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the plan and whatever the event, the PBX can do all of what it is told. */
class RouterPropertyTest {

  private static final int ROUNDS = 1000;

  private static final String[] CONDITIONS = {
    null,
    "true",
    "false",
    "call.digits == '1'",
    "call.caller.startsWith('+7')",
    "call.raw.EventType == '4'",
    "'cdr_id' in call.raw",
    "open('office')",
    "open('gone')",
    "now.getHours() >= 12 || call.direction == 'inbound'",
    "int(call.digits) > 5",
    "this does not compile"
  };

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  static List<DialectProvider> deciding() {
    return Dialects.all().stream().filter(DialectProvider::decides).toList();
  }

  @ParameterizedTest
  @MethodSource("deciding")
  void repliesWithWhatThePbxCanDo(DialectProvider provider) {
    Set<DecisionSource> sources = EnumSet.noneOf(DecisionSource.class);
    Property.holds(
        "replies to " + provider.platform(),
        ROUNDS,
        random -> {
          Optional<RoutingQuestion> question = question(provider, random);
          if (question.isPresent()) {
            CallEvent event = question.get().event();
            Plan plan = plan(random);
            bench.with(Bench.integration(event, plan.id()), plan, Bench.always("office"));

            DecisionReply reply = bench.ask(event);

            Fit fit =
                provider
                    .dialect(settings(Bench.integration(event, plan.id())))
                    .fit(reply.decision(), question.get());
            assertThat(fit).as("%s after %s", reply, plan).isEqualTo(Fit.whole(reply.decision()));
            assertConsistent(reply, plan);
            sources.add(reply.source());
          }
        });
    assertThat(sources)
        .contains(DecisionSource.RULE, DecisionSource.OTHERWISE, DecisionSource.NEUTRAL);
  }

  private static void assertConsistent(DecisionReply reply, Plan plan) {
    assertThat(reply.plan()).isEqualTo(plan.id());
    assertThat(reply.rule() != null).isEqualTo(reply.source() == DecisionSource.RULE);
    assertThat(reply.decision().isNeutral()).isEqualTo(reply.source() == DecisionSource.NEUTRAL);
    assertThat(reply.remarks()).hasSizeLessThanOrEqualTo(20);
  }

  /** A question as this PBX would ask it: what the vendor's request says is read back. */
  private static Optional<RoutingQuestion> question(
      DialectProvider provider, RandomGenerator random) {
    DialectSettings settings = DialectSettings.defaults(new IntegrationId("acme"));
    CallEvent event =
        new GeneratedEvents(random, settings.integration(), List.of("12", "9007199254740993"))
            .next();
    Optional<PbxRequest> request =
        provider.client(settings).request(event, oneOf(random, Style.values()));
    return request
        .map(sent -> provider.dialect(settings).read(sent))
        .filter(Reading.Question.class::isInstance)
        .map(reading -> ((Reading.Question) reading).question())
        .map(RouterPropertyTest::overTheTopic);
  }

  /** Routing has the event from a topic. */
  private static RoutingQuestion overTheTopic(RoutingQuestion question) {
    return new RoutingQuestion(Json.read(Json.write(question.event()), CallEvent.class));
  }

  private static DialectSettings settings(Integration integration) {
    return new DialectSettings(
        integration.id(), integration.timeZone(), integration.options(), Map.of());
  }

  private static Plan plan(RandomGenerator random) {
    GeneratedDecisions decisions = new GeneratedDecisions(random);
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      rules.add(new Rule("rule-" + i, oneOf(random, CONDITIONS), new Rule.Then(decisions.next())));
    }
    Decision otherwise = random.nextBoolean() ? Decision.NEUTRAL : decisions.next();
    return new Plan("acme", Plan.DEFAULT_DEADLINE, rules, otherwise, "v" + random.nextLong());
  }

  @Test
  void boundsItsRemarks() {
    Remarks remarks = new Remarks();
    for (int i = 0; i < 100; i++) {
      remarks.add("x".repeat(1000));
    }

    assertThat(remarks.all()).hasSize(20).allSatisfy(r -> assertThat(r).hasSize(300).endsWith("…"));
  }
}
