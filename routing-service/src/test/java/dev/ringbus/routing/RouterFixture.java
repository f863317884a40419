package dev.ringbus.routing;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.routing.ask.CrmServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Questions of one CoMagic integration to a router, and a CRM that may be asked. */
abstract class RouterFixture {

  static final CallEvent CALL = Calls.comagic();
  static final Decision FIRST_BRANCH = Decision.of(GoTo.branch("1"));
  static final Duration AMPLE = Bench.AMPLE;
  final Bench bench = new Bench();
  final CrmServer crm = new CrmServer();

  @AfterEach
  void close() {
    bench.close();
    crm.close();
  }

  static DecisionReply reply(
      Decision decision, String rule, DecisionSource source, String... remarks) {
    return new DecisionReply(
        "q-1", decision, "acme", "v1", rule, source, Duration.ZERO, List.of(remarks));
  }

  static DecisionReply neutral(String remark) {
    return new DecisionReply(
        "q-1",
        Decision.NEUTRAL,
        null,
        null,
        null,
        DecisionSource.NEUTRAL,
        Duration.ZERO,
        List.of(remark));
  }

  void answersForward() {
    crm.answers(200, "application/json", "{\"phones\":[\"74959876543\"]}");
  }
}
