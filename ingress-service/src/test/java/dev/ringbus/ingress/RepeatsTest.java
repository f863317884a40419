package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Plan;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What comes again, and what only looks like it. */
class RepeatsTest {

  private static RunningIngress ingress;

  private final CallId call = new CallId(UUID.randomUUID().toString());

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    Plan plan = Connections.plan("acme", Duration.ofSeconds(20), Decision.NEUTRAL);
    ingress.configure(Pbx.COMAGIC.integration(plan), Pbx.SIPSIM.integration(null), plan);
    ingress
        .decisions
        .server()
        .serve((request, _) ->
            Mono.just(
                new DecisionReply(
                    request.correlationId(),
                    Pbx.COMAGIC.decision(),
                    "acme",
                    "v1",
                    "rule",
                    DecisionSource.RULE,
                    Duration.ZERO,
                    List.of())));
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void storesAnEventOnceThatIsSentAgain() {
    double before = ingress.metric("ringbus.duplicates");

    for (int i = 0; i < 3; i++) {
      assertThat(ingress.send(Pbx.SIPSIM.request(call)).status()).isEqualTo(200);
    }

    assertThat(stored(Pbx.SIPSIM)).hasSize(1);
    assertThat(ingress.metric("ringbus.duplicates")).isEqualTo(before + 2);
  }

  @Test
  void storesASecondEventOfTheSameKind() {
    String request =
        Pbx.SIPSIM
            .request(call)
            .replace("incoming_call_start", "incoming_call_start_chain_member_call");
    String first = withLength(request);
    String second = withLength(request.replace("+375290000001", "+375290000002"));
    String later = withLength(request.replace("05:28", "05:29"));

    List.of(first, second, later)
        .forEach(each -> assertThat(ingress.send(each).status()).isEqualTo(200));

    assertThat(stored(Pbx.SIPSIM)).hasSize(3);
  }

  @Test
  void answersEachRequestOfACallThatAsksAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(ingress.send(Pbx.COMAGIC.request(call)).body())
          .isEqualTo(Pbx.COMAGIC.decided(call));
    }

    assertThat(stored(Pbx.COMAGIC))
        .extracting(CallEvent::type)
        .containsExactly(CallEventType.CALL_STARTED, CallEventType.DECISION_ASKED);
    assertThat(ingress.decisionLog.records(Pbx.COMAGIC.key(call))).hasSize(3);
  }

  @Test
  void storesWhatIsNewInARequestThatRepeatsTheStartOfTheCall() {
    ingress.send(Pbx.COMAGIC.request(call));
    ingress.send(Pbx.COMAGIC.request(call).replace("input_result=None", "input_result=0042"));

    assertThat(stored(Pbx.COMAGIC))
        .extracting(CallEvent::type)
        .containsExactly(
            CallEventType.CALL_STARTED,
            CallEventType.DECISION_ASKED,
            CallEventType.DIGITS_RECEIVED,
            CallEventType.DECISION_ASKED);
  }

  private static String withLength(String request) {
    String body = request.substring(request.indexOf("\n\n") + 2);
    return request.replaceFirst("Content-Length: \\d+", "Content-Length: " + body.length());
  }

  private List<CallEvent> stored(Pbx pbx) {
    return ingress.events.events(pbx.key(call));
  }
}
