package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.askCrm;
import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.SecretRef;
import dev.ringbus.routing.ask.CrmServer;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Rules that ask a CRM which was made for MTS what is to be done. */
class RouterOldCrmTest extends RouterFixture {

  private static final String TYPE = "application/json; charset=UTF-8";

  @Test
  void doesWhatTheCrmSays() {
    configured(_ -> json(200, "{\"CallID\":1,\"EventType\":1,\"Param\":\"74957654321\"}"));

    assertThat(asked())
        .isEqualTo(
            reply(
                Decision.of(
                    new Forward(
                        List.of("74957654321"), Destination.NUMBER, false, null, true, false)),
                "old",
                DecisionSource.ASK));
    PbxRequest post = crm.requests().getLast();
    assertThat(post.method() + " " + post.path()).isEqualTo("POST CallEvent");
    assertThat(post.header("Content-Type")).hasValue("application/json; charset=UTF-8");
    assertThat(post.body().text())
        .contains(
            "\"CallID\":" + MtsCallId.of(CALL.key(), CALL.platform()),
            "\"DTMF\":\"1\"",
            "\"EventType\":4");
    assertThat(bench.commands.commands()).isEmpty();
  }

  @Test
  void ignoresWhatIsNoAnswer() {
    configured(_ -> json(200, "<html>"));

    DecisionReply reply = asked();
    assertThat(reply.decision()).isEqualTo(FIRST_BRANCH);
    assertThat(reply.remarks())
        .containsExactly(
            "old: ignored its answer: expected ReturnCRMData: CallID, EventType and Param");
    assertThat(bench.commands.commands()).isEmpty();
  }

  @Test
  void tellsTheOthersThatTheCrmWantsNothingMoreOfTheCall() {
    configured(_ -> json(500, "{}"));

    assertThat(asked().remarks())
        .containsExactly("old: POST CallEvent: expected status 200, not 500");
    assertThat(bench.commands.commands())
        .singleElement()
        .isInstanceOfSatisfying(
            EndRequests.class,
            command -> {
              assertThat(command.call()).isEqualTo(CALL.key());
              assertThat(command.crm()).isEqualTo("old");
            });
  }

  @Test
  void doesNotAskBeforeBothTestsWereAnswered() {
    crm.does(_ -> json(404, "{}"));
    configure();

    await()
        .untilAsserted(() ->
            assertThat(remarks(bench.ask(CALL)))
                .containsExactly(
                    "old: not asked: it is not activated: activation test GET CallEvent: expected"
                        + " status 200, not 404"));
    assertThat(crm.requests()).allMatch(request -> request.method().equals("GET"));
  }

  /** Passes both tests, and answers reports so. */
  private void configured(Function<PbxRequest, Behaviour> reports) {
    crm.does(request ->
        request.method().equals("POST") && request.path().equals("CallEvent")
            ? reports.apply(request)
            : json(200, "{}"));
    configure();
  }

  private void configure() {
    bench.with(
        new Crm(
            "old",
            "callevent",
            crm.url("/"),
            null,
            Map.of("user", "mts"),
            Map.of("password", new SecretRef.Env("KONTUR_API_KEY")),
            "v1"),
        integration(CALL, "acme"),
        plan("acme", "v1", FIRST_BRANCH, askCrm("old", "old", AMPLE)));
  }

  /** The reply, once the CRM has passed its tests. */
  private DecisionReply asked() {
    return await()
        .until(
            () -> bench.ask(CALL),
            reply -> remarks(reply).stream().noneMatch(remark -> remark.contains("not activated")));
  }

  private static List<String> remarks(DecisionReply reply) {
    return reply == null ? List.of() : reply.remarks();
  }

  private static Behaviour json(int status, String body) {
    return new Behaviour.Send(CrmServer.write(PbxResponse.of(status, TYPE, body)));
  }
}
