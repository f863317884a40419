package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.LoopFixture.call;
import static dev.ringbus.poller.loop.LoopFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.poller.loop.CrmOverHttp.Behaviour;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop's client, against a CRM that behaves as CRMs do. */
class LoopOverHttpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PATIENT = "PT9S";
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final String FIRST = "GET /crm/CallEvent/" + id(call(1));
  private static final String SECOND = "GET /crm/CallEvent/" + id(call(2));

  private final CrmOverHttp crm = new CrmOverHttp();
  private final LoopFixture fixture =
      new LoopFixture(
          new CallEventPollers(
              new SecretSource(
                  Map.of("OLD_CRM", "password-1", "NEW", "password-2"), Path.of("."))));

  @AfterEach
  void stop() {
    fixture.loop.close();
    crm.close();
  }

  private void configure(String secret) {
    configure(secret, PATIENT);
  }

  private void configure(String secret, String within) {
    Crm resource =
        new Crm(
            "old",
            "callevent",
            URI.create(crm.url()),
            null,
            Map.of("user", "hub", "every", "PT10S", "within", within),
            Map.of("password", new SecretRef.Env(secret)),
            secret + within);
    fixture.loop.configure(Configuration.of(List.of(LoopFixture.integration("old"), resource)));
    fixture.loop.turn();
  }

  private void isActive() {
    isActive(PATIENT);
  }

  private void isActive(String within) {
    configure("OLD_CRM", within);
    awaitActive();
    fixture.appeared(call(1));
    fixture.appeared(call(2));
    crm.requests.clear();
  }

  /** Where time is short, the first test may have to be made again. */
  private void awaitActive() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          fixture.timer.advanceTimeBy(Duration.ofSeconds(1));
          return "active".equals(fixture.loop.crms().get("old"));
        });
  }

  /** An interval passes, and all that was asked in it comes to its end. */
  private void pass() {
    fixture.pass(EVERY);
    await()
        .atMost(PATIENCE)
        .until(() -> fixture.meters.get("ringbus.loop.under.way").gauge().value() == 0);
  }

  private int asked(String request) {
    return Collections.frequency(crm.requests, request);
  }

  @Test
  void testsTheCrmAndThenAsksAsMtsDoes() {
    configure("OLD_CRM");
    awaitActive();
    fixture.appeared(call(1));

    pass();
    pass();

    assertThat(crm.requests)
        .containsExactly("GET /crm/CallEvent", "POST /crm/CallEvent/0", FIRST, FIRST);
    assertThat(crm.authorizations)
        .containsOnly(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("hub:password-1".getBytes(StandardCharsets.UTF_8)));
    assertThat(fixture.polls("nothing")).isEqualTo(2);
  }

  @Test
  void asksNothingUntilTheCrmPassesItsTests() {
    crm.manner = request -> new Behaviour.Answers(401, CrmOverHttp.JSON, "{}");
    configure("OLD_CRM");
    fixture.appeared(call(1));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(fixture.loop.crms().get("old"))
                .contains("activation test GET CallEvent: expected status 200, not 401"));
    fixture.pass(EVERY);
    assertThat(crm.requests).doesNotContain(FIRST);

    crm.manner = _ -> CrmOverHttp.NOTHING;
    await()
        .atMost(PATIENCE)
        .until(() -> {
          fixture.pass(EVERY);
          return crm.requests.contains(FIRST);
        });
  }

  @Test
  void putsIntoTheMailboxWhatTheCrmReturns() {
    isActive();
    crm.manner =
        request ->
            request.equals(FIRST)
                ? new Behaviour.Answers(
                    200, CrmOverHttp.JSON, "{\"CallID\":1,\"EventType\":4,\"Param\":\"\"}")
                : CrmOverHttp.NOTHING;

    pass();

    await().atMost(PATIENCE).until(() -> fixture.mailbox.requests.size() == 1);
    assertThat(fixture.mailbox.requests.getFirst().call()).isEqualTo(call(1));
    assertThat(fixture.mailbox.requests.getFirst().source()).isEqualTo("crm/old");
    assertThat(fixture.mailbox.requests.getFirst().instruction()).isEqualTo(new Hangup());
  }

  @Test
  void asksAgainWhenTheCrmWasTooSlow() {
    isActive("PT0.5S");
    crm.manner = _ -> new Behaviour.Silent();
    pass();
    pass();
    assertThat(fixture.polls("unanswered")).isEqualTo(4);

    crm.manner = _ -> CrmOverHttp.NOTHING;
    await()
        .atMost(PATIENCE)
        .until(() -> {
          pass();
          return fixture.polls("nothing") >= 4;
        });
    assertThat(fixture.mailbox.askedNoMore).isEmpty();
  }

  @Test
  void asksNoMoreAboutACallAfterAMalformedAnswer() {
    endsWith(
        new Behaviour.Answers(200, "text/html", "<html>login</html>"),
        "CRM old was asked about the call:"
            + " expected ReturnCRMData: CallID, EventType and Param");
  }

  @Test
  void asksNoMoreAboutACallAfterAnotherStatusThan200() {
    endsWith(
        new Behaviour.Answers(500, CrmOverHttp.JSON, "{}"),
        "CRM old was asked about the call: expected status 200, not 500");
  }

  private void endsWith(Behaviour behaviour, String reason) {
    isActive();
    crm.manner = request -> request.equals(FIRST) ? behaviour : CrmOverHttp.NOTHING;

    pass();
    pass();
    pass();

    assertThat(asked(FIRST)).isEqualTo(1);
    assertThat(asked(SECOND)).isEqualTo(3);
    assertThat(fixture.mailbox.askedNoMore).containsOnlyKeys(call(1)).containsValue(reason);
  }

  @Test
  void goesOnAskingACrmThatWasAway() {
    isActive();
    pass();
    crm.goAway();
    pass();
    pass();
    assertThat(fixture.polls("unanswered")).isEqualTo(4);

    crm.comeBack();
    pass();

    assertThat(fixture.polls("nothing")).isEqualTo(4);
    assertThat(fixture.mailbox.askedNoMore).isEmpty();
  }

  @Test
  void testsTheCrmAnewWithItsNewPasswordDuringTheCall() {
    isActive();
    pass();

    configure("NEW");
    awaitActive();
    pass();

    assertThat(crm.requests)
        .containsSubsequence(FIRST, "GET /crm/CallEvent", "POST /crm/CallEvent/0", FIRST);
    assertThat(crm.authorizations.getLast())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("hub:password-2".getBytes(StandardCharsets.UTF_8)));
  }
}
