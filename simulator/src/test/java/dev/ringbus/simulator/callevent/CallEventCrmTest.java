package dev.ringbus.simulator.callevent;

import static dev.ringbus.simulator.callevent.Teller.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.model.Secret;
import dev.ringbus.testkit.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallEventCrmTest {

  private static final Duration EVERY = Duration.ofSeconds(3);

  private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");

  private final MovableClock clock = MovableClock.standing(BEGIN);
  private CallEventCrm crm;
  private Teller teller;

  @BeforeEach
  void start() throws Exception {
    crm =
        CallEventCrm.start(
            CallEventSettings.of(Teller.USER, new Secret(Teller.PASSWORD), clock).every(EVERY));
    teller = new Teller(crm.url());
  }

  @AfterEach
  void close() {
    teller.close();
    crm.close();
  }

  @Test
  void remembersACallThatThePlatformTellsOf() throws Exception {
    teller.activate();
    assertThat(teller.tell(1, "").body()).isEqualTo("{}");
    teller.connect();
    clock.move(EVERY);
    assertThat(teller.poll().body())
        .isEqualTo("{\"CallID\":9007199254740993,\"EventType\":0,\"Param\":\"\"}");
    clock.move(EVERY);
    teller.poll();
    teller.end();

    ToldCall call = crm.call(CALL).orElseThrow();
    assertThat(call.eventTypes()).containsExactly(1, 9, 15);
    assertThat(call.told().getFirst().an()).isEqualTo("9161234567");
    assertThat(call.pollTimes())
        .containsExactly(BEGIN.plus(EVERY), BEGIN.plus(EVERY.multipliedBy(2)));
    assertThat(crm.violations()).isEmpty();
  }

  @Test
  void answersBelowAnyBasePath() throws Exception {
    assertThat(teller.get("api/v2/CallEvent").statusCode()).isEqualTo(200);
    assertThat(crm.violations()).isEmpty();
  }

  @Test
  void handsOutWhatWaitsForACallOnceAndInOrder() throws Exception {
    connected();
    crm.instructions().onNextPoll(CALL, Returned.transferExt("0306"));
    crm.instructions().onNextPoll(CALL, Returned.hangup());
    assertThat(pollNext())
        .isEqualTo("{\"CallID\":9007199254740993,\"EventType\":2,\"Param\":\"0306\"}");
    assertThat(pollNext())
        .isEqualTo("{\"CallID\":9007199254740993,\"EventType\":4,\"Param\":\"\"}");
    assertThat(pollNext()).contains("\"EventType\":0");
    assertThat(crm.call(CALL).orElseThrow().handedOut())
        .containsExactly(Returned.transferExt("0306"), Returned.hangup());
  }

  @Test
  void handsOutInAnswerToAReport() throws Exception {
    teller.activate();
    crm.instructions().onReport(CALL, 4, Returned.transferDn("4957654321"));
    crm.instructions().onReportOfEach(1, Returned.playPrompt("hello"));
    assertThat(teller.tell(1, "").body()).contains("\"EventType\":3,\"Param\":\"hello\"");
    assertThat(teller.tell(2, "").body()).isEqualTo("{}");
    assertThat(teller.tell(4, "").body()).contains("\"EventType\":1,\"Param\":\"4957654321\"");
  }

  @Test
  void handsOutToEachCallOnce() throws Exception {
    connected();
    crm.instructions().onPollOfEach(Returned.transferExt("0306"));
    assertThat(pollNext()).contains("\"EventType\":2");
    assertThat(pollNext()).contains("\"EventType\":0");
  }

  @Test
  void hasTakenWhatItDoesNotAnswer() throws Exception {
    connected();
    crm.instructions().onNextPoll(CALL, Returned.hangup());
    crm.faults().add(new Fault.DropAnswer(), Occasion.of(Asked.POLL).times(1));
    assertThat(teller.pollOnce()).isEmpty();
    assertThat(pollNext()).contains("\"EventType\":0");
    assertThat(crm.violations()).as("a lost answer ends nothing").isEmpty();
  }

  @Test
  void fails() throws Exception {
    connected();
    crm.faults().add(new Fault.Status(500), Occasion.of(Asked.POLL).times(1));
    assertThat(teller.poll().statusCode()).isEqualTo(500);
    crm.faults().add(Fault.Malformed.PAGE, Occasion.of(Asked.REPORT).ofCall(CALL).times(1));
    assertThat(teller.tell(8, "").body()).startsWith("<html>");
    crm.faults().add(new Fault.Slow(Duration.ofMillis(1)), Occasion.always());
    assertThat(teller.tell(8, "").body()).isEqualTo("{}");
    crm.faults().clear();
    crm.faults().add(new Fault.Status(401), Occasion.activation());
    assertThat(teller.get("CallEvent").statusCode()).isEqualTo(401);
    assertThat(crm.call(CALL).orElseThrow().handedOut()).isEmpty();
  }

  @Test
  void refusesConnectionsUntilItResumesOnItsPort() throws Exception {
    connected();
    crm.stop();
    assertThatThrownBy(teller::poll).isInstanceOf(IOException.class);
    crm.resume();
    assertThat(pollNext()).contains("\"EventType\":0");
    assertThat(crm.call(CALL).orElseThrow().eventTypes()).containsExactly(9);
  }

  @Test
  void notesAReportAfterOneThatWasNotAnsweredWith200() throws Exception {
    teller.activate();
    crm.faults().add(new Fault.Status(500), Occasion.of(Asked.REPORT).times(1));
    teller.tell(1, "");
    assertThat(rules()).isEmpty();
    teller.tell(2, "");
    assertThat(rules()).containsExactly(Rule.NO_REPORT_AFTER_FAILURE);
  }

  @Test
  void notesAPollAfterAReportThatWasNotAnsweredWith200() throws Exception {
    connected();
    crm.faults().add(new Fault.DropAnswer(), Occasion.of(Asked.REPORT).times(1));
    assertThatThrownBy(() -> teller.tell(13, "")).isInstanceOf(IOException.class);
    teller.poll();
    assertThat(rules()).as("word is under way").isEmpty();
    pollNext();
    assertThat(rules()).containsExactly(Rule.NO_POLL_AFTER_FAILURE);
  }

  @Test
  void notesAPollAfterAMalformedAnswer() throws Exception {
    connected();
    crm.faults().add(new Fault.Malformed("[]"), Occasion.of(Asked.POLL).times(1));
    pollNext();
    pollNext();
    assertThat(rules()).containsExactly(Rule.NO_POLL_AFTER_MALFORMED);
  }

  @Test
  void notesAPollBeforeTheConnectionUnlessWordOfItWasUnderWay() throws Exception {
    teller.activate();
    teller.poll();
    assertThat(rules()).isEmpty();
    teller.connect();
    clock.move(EVERY);
    assertThat(rules()).isEmpty();

    crm.close();
    start();
    teller.activate();
    teller.poll();
    clock.move(EVERY);
    assertThat(rules()).containsExactly(Rule.POLLED_WHEN_CONNECTED);
    teller.connect();
    assertThat(rules()).containsExactly(Rule.POLLED_WHEN_CONNECTED);
  }

  @Test
  void notesAPollAfterTheEnd() throws Exception {
    connected();
    teller.end();
    teller.poll();
    assertThat(rules()).isEmpty();
    pollNext();
    assertThat(rules()).containsExactly(Rule.NO_POLL_AFTER_END);
  }

  @Test
  void notesTwoPollsWithinHalfAnInterval() throws Exception {
    connected();
    teller.poll();
    clock.move(EVERY.dividedBy(2));
    teller.poll();
    assertThat(rules()).isEmpty();
    clock.move(EVERY.dividedBy(2).minusMillis(1));
    teller.poll();
    assertThat(rules()).containsExactly(Rule.INTERVAL);
  }

  @Test
  void notesAUseBeforeBothTestsPassed() throws Exception {
    crm.faults().add(new Fault.Status(500), Occasion.of(Asked.TEST_BY_POST));
    teller.activate();
    teller.tell(1, "");
    assertThat(rules()).containsExactly(Rule.ACTIVATED_FIRST);
  }

  @Test
  void notesWrongCredentials() throws Exception {
    teller.activate();
    assertThat(teller.pollAs("somebody").statusCode()).isEqualTo(401);
    assertThat(rules()).containsExactly(Rule.CREDENTIALS);
  }

  @Test
  void notesOtherPaths() throws Exception {
    teller.activate();
    assertThat(teller.get("CallEvents").statusCode()).isEqualTo(404);
    assertThat(teller.get("CallEvent/0").statusCode()).isEqualTo(404);
    assertThat(teller.post("CallEvent/12", Teller.data(1, "")).statusCode()).isEqualTo(404);
    assertThat(rules()).containsOnly(Rule.KNOWN_PATH).hasSize(3);
  }

  @Test
  void notesAnotherContentType() throws Exception {
    teller.activate();
    teller.post("CallEvent", Teller.data(1, ""), "application/json");
    assertThat(rules()).containsExactly(Rule.CONTENT_TYPE);
  }

  @Test
  void notesWhatIsNoCrmData() throws Exception {
    teller.activate();
    String right = Teller.data(9, "1280");
    for (String wrong :
        List.of(
            "[]",
            "{",
            right.replace("9007199254740993", "\"9007199254740993\""),
            right.replace("9007199254740993", "0"),
            right.replace("+03:00", "Z"),
            right.replace("03-01", "13-01"),
            right.replace("\"1280\"", "1280"),
            right.replace("\"1280\"", "\"\""),
            right.replace("\"EventType\":9", "\"EventType\":19"),
            right.replace("\"ServiceType\":1", "\"ServiceType\":null"),
            right.replace("\"DTMF\":\"\",", ""),
            right.replace("\"DTMF\"", "\"dtmf\""))) {
      crm.clearViolations();
      teller.post("CallEvent", wrong);
      assertThat(rules()).as(wrong).isNotEmpty().containsOnly(Rule.WELL_FORMED);
    }
  }

  @Test
  void notesATestThatSaysSomething() throws Exception {
    teller.post("CallEvent/0", Teller.data(0, ""));
    assertThat(rules()).isNotEmpty().containsOnly(Rule.WELL_FORMED);
  }

  private void connected() throws Exception {
    teller.activate();
    teller.connect();
  }

  private String pollNext() throws Exception {
    clock.move(EVERY);
    return teller.poll().body();
  }

  private List<Rule> rules() {
    return crm.violations().stream().map(Violation::rule).toList();
  }
}
