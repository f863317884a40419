package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.askCrm;
import static dev.ringbus.routing.Bench.plan;
import static dev.ringbus.routing.Bench.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallCommand.Told;
import dev.ringbus.model.CallCommand.Untold;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import dev.ringbus.model.SecretRef;
import dev.ringbus.routing.ask.CrmServer;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of events that the call's own CRM is asked about, so that it is told once. */
class RouterTellingTest extends RouterFixture {

  private static final Rule ASKS = askCrm("old", "old", Bench.AMPLE);

  private final AtomicInteger reports = new AtomicInteger();
  private int before;

  @Test
  void saysThatTheCrmWasTold() {
    configured("old", json(200), ASKS);

    assertThat(said()).isInstanceOfSatisfying(Told.class, this::isOfTheEvent);
    assertThat(reports).hasValue(1);
  }

  private void isOfTheEvent(Told told) {
    assertThat(told.crm()).isEqualTo("old");
    assertThat(told.call()).isEqualTo(CALL.key());
    assertThat(told.event()).isEqualTo(CALL.id());
  }

  @Test
  void saysThatTheCrmWasNotToldWhenAnotherRuleDecides() {
    configured("old", json(200), rule("first", null, Instruction.GoTo.branch("7")), ASKS);

    assertThat(said())
        .isInstanceOfSatisfying(
            Untold.class, untold -> assertThat(untold.event()).isEqualTo(CALL.id()));
    assertThat(reports).hasValue(0);
  }

  @Test
  void saysThatTheCrmMayNotHaveBeenToldWhenItsConnectionBreaks() {
    configured("old", new Behaviour.Reset(), ASKS);

    assertThat(said()).isInstanceOf(Untold.class);
  }

  @Test
  void saysThatTheCrmWantsNothingMoreInstead() {
    configured("old", json(500), ASKS);

    assertThat(said()).isInstanceOf(EndRequests.class);
  }

  @Test
  void saysNothingOfACrmThatIsNotToldOfTheCall() {
    configured(null, json(200), ASKS);
    bench.ask(CALL);

    assertThat(bench.commands.commands()).isEmpty();
  }

  @Test
  void saysNothingWhereThePlanNeverAsks() {
    configured("old", json(200), rule("first", null, Instruction.GoTo.branch("7")));
    bench.ask(CALL);

    assertThat(bench.commands.commands()).isEmpty();
  }

  /** The one thing that is said of a question, once the CRM has passed its tests. */
  private CallCommand said() {
    await()
        .until(() -> {
          before = bench.commands.commands().size();
          return bench.ask(CALL).remarks().stream()
              .noneMatch(remark -> remark.contains("not activated"));
        });
    await().until(() -> bench.commands.commands().size() > before);
    return bench.commands.commands().getLast();
  }

  private void configured(@Nullable String toldCrm, Behaviour reported, Rule... rules) {
    crm.does(request -> isReport(request) ? reported(reported) : json(200));
    Plan plan = plan("acme", "v1", FIRST_BRANCH, rules);
    bench.with(
        new Crm(
            "old",
            "callevent",
            crm.url("/"),
            null,
            Map.of("user", "mts"),
            Map.of("password", new SecretRef.Env("KONTUR_API_KEY")),
            "v1"),
        integration(toldCrm),
        plan);
  }

  private Behaviour reported(Behaviour behaviour) {
    reports.incrementAndGet();
    return behaviour;
  }

  private static boolean isReport(PbxRequest request) {
    return request.method().equals("POST") && request.path().equals("CallEvent");
  }

  private static Integration integration(@Nullable String crm) {
    Integration bare = Bench.integration(CALL, "acme");
    return new Integration(
        bare.id(),
        bare.platform(),
        null,
        null,
        "acme",
        crm,
        bare.timeZone(),
        List.of(),
        bare.closeAfter(),
        List.of(),
        Map.of(),
        Map.of(),
        "i1");
  }

  private static Behaviour json(int status) {
    return new Behaviour.Send(
        CrmServer.write(
            PbxResponse.of(
                status,
                "application/json; charset=UTF-8",
                "{\"CallID\":1,\"EventType\":4,\"Param\":\"\"}")));
  }
}
