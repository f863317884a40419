package dev.ringbus.routing;

import static dev.ringbus.routing.Bench.ask;
import static dev.ringbus.routing.Bench.integration;
import static dev.ringbus.routing.Bench.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.routing.ask.CrmServer;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A CRM that speaks any of the deciding dialects, asked about calls of every platform. */
class AskMatrixTest {

  private static final Decision FORWARD = Decision.of(Forward.toNumbers("74959876543"));
  private static final List<Platform> DECIDING =
      List.of(Calls.COMAGIC, Calls.CALL_INTERACTIVE, Calls.MTS);
  private static final List<CallEvent> CALLS =
      List.of(Calls.comagic(), Calls.callInteractive(), Calls.mts(), Calls.sipsim());

  private final Bench bench = new Bench();
  private final CrmServer crm = new CrmServer();
  private final List<Reading> heard = new ArrayList<>();

  @AfterEach
  void close() {
    bench.close();
    crm.close();
  }

  static Stream<Arguments> pairs() {
    return DECIDING.stream()
        .flatMap(dialect -> CALLS.stream().map(call -> Arguments.of(dialect, call)));
  }

  @Test
  void knowsEveryDialectThatDecides() {
    assertThat(Dialects.all())
        .filteredOn(provider -> provider.decides())
        .extracting(provider -> provider.platform())
        .containsExactlyInAnyOrderElementsOf(DECIDING);
  }

  /** The CRM reads and answers with the very dialect that a PBX is answered with. */
  @ParameterizedTest
  @MethodSource("pairs")
  void answersInTheDialectOfTheCallingPbx(Platform spoken, CallEvent call) {
    PbxDialect server =
        Dialects.find(spoken)
            .orElseThrow()
            .dialect(DialectSettings.defaults(new IntegrationId("crm")));
    crm.does(request -> answer(server, request));
    bench.with(
        integration(call, "acme"),
        plan("acme", "v1", Decision.NEUTRAL, ask("crm", crm.url("/base"), spoken, Bench.AMPLE)));

    DecisionReply reply = bench.ask(call);

    assertThat(heard).as("what the CRM understood").hasSize(1);
    assertThat(((Reading.Question) heard.getFirst()).question().event().caller())
        .isEqualTo(call.caller());
    if (Dialects.find(call.platform()).orElseThrow().decides()) {
      assertThat(reply.remarks()).isEmpty();
      assertThat(reply.source()).isEqualTo(DecisionSource.ASK);
      assertThat(reply.decision().instructions())
          .singleElement()
          .isInstanceOfSatisfying(
              Forward.class, forward -> assertThat(forward.to()).containsExactly("74959876543"));
    } else {
      assertThat(reply.source()).isEqualTo(DecisionSource.NEUTRAL);
      assertThat(reply.remarks()).singleElement().asString().startsWith("crm: forward");
    }
  }

  private Behaviour answer(PbxDialect server, PbxRequest request) {
    String below = request.path().equals("base") ? "" : request.path().substring("base/".length());
    PbxRequest received =
        new PbxRequest(
            request.method(),
            below,
            request.rawQuery(),
            request.headers(),
            request.body(),
            Calls.RECEIVED);
    Reading reading = server.read(received);
    heard.add(reading);
    PbxResponse response = server.reply(reading, new Outcome.Decided(FORWARD));
    return new Behaviour.Send(CrmServer.write(response));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void goesOnWhenTheCrmAnswersNothingOfTheKind(Platform spoken, CallEvent call) {
    Instruction second = new Instruction.Hangup();
    bench.with(
        integration(call, "acme"),
        plan(
            "acme",
            "v1",
            Decision.NEUTRAL,
            ask("crm", crm.url("/base"), spoken, Bench.AMPLE),
            new Rule("next", null, new Rule.Then(Decision.of(second)))));

    for (PbxResponse wrong :
        List.of(
            PbxResponse.of(200, "text/html", "<html><body>welcome</body></html>"),
            PbxResponse.of(200, "application/json", "[[["),
            PbxResponse.of(500, "text/plain", "ouch"),
            PbxResponse.empty(302, new Header("Location", "/login")),
            PbxResponse.empty(204))) {
      crm.does(new Behaviour.Send(CrmServer.write(wrong)));

      DecisionReply reply = bench.ask(call);

      assertThat(reply.source()).isNotEqualTo(DecisionSource.ASK);
      assertThat(reply.remarks().getFirst()).startsWith("crm: ").doesNotContain("welcome", "ouch");
    }
  }
}
