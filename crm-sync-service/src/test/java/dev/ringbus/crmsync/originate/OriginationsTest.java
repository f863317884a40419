package dev.ringbus.crmsync.originate;

import static dev.ringbus.crmsync.originate.OriginateBench.CLIENT;
import static dev.ringbus.crmsync.originate.OriginateBench.COLLEAGUE;
import static dev.ringbus.crmsync.originate.OriginateBench.CRM;
import static dev.ringbus.crmsync.originate.OriginateBench.FOLLOW_WITHIN;
import static dev.ringbus.crmsync.originate.OriginateBench.MANAGER;
import static dev.ringbus.crmsync.originate.OriginateBench.PBX;
import static dev.ringbus.crmsync.originate.OriginateBench.STALE_AFTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.crmsync.originate.OriginateMeters.Result;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.Configuration;
import dev.ringbus.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OriginationsTest {

  private final OriginateBench bench = new OriginateBench();

  @AfterEach
  void stop() {
    bench.close();
  }

  private void isAskedFor(String path) {
    assertThat(bench.pbx.requests())
        .singleElement()
        .extracting(Request::raw)
        .asString()
        .startsWith("POST " + path + " HTTP/1.1\r\n");
  }

  private void isImpossible(String reason) {
    assertThat(bench.failed()).containsOnlyKeys("c-1").containsEntry("c-1", reason);
    assertThat(bench.pbx.requests()).isEmpty();
    assertThat(bench.rung).containsExactly(CRM);
    assertThat(bench.count(Result.IMPOSSIBLE)).isEqualTo(1);
  }

  @Test
  void asksThePbx() {
    bench.begin(bench.call("c-1"));
    bench.awaitCount(Result.TAKEN, 1);

    isAskedFor("/306/%2B79161234567/c-1");
    assertThat(bench.failed()).isEmpty();
    assertThat(bench.rung).isEmpty();
  }

  @Test
  void asksForAColleague() {
    bench.begin(bench.command("c-1", MANAGER, COLLEAGUE, null));
    bench.awaitCount(Result.TAKEN, 1);

    isAskedFor("/306/307/c-1");
  }

  @Test
  void knowsTheSecretOfThePbx() {
    bench.begin(bench.call("c-1"), bench.configuration("/call?key={secret}"));
    bench.awaitCount(Result.TAKEN, 1);

    isAskedFor("/call?key=s3");
  }

  @Test
  void asksOnceForACommandThatComesAgain() {
    Originate command = bench.call("c-1");
    bench.begin(command);
    bench.begin(command);
    bench.awaitCount(Result.TAKEN, 1);
    bench.begin(command);

    assertThat(bench.count(Result.REPEATED)).isEqualTo(2);
    assertThat(bench.pbx.requests()).hasSize(1);
    assertThat(bench.failed()).isEmpty();
  }

  @Test
  void leavesACallAloneWhoseCommandComesAgainWhenItIsOldOrImpossibleByNow() {
    Originate command = bench.call("c-1");
    bench.begin(command);
    bench.awaitCount(Result.TAKEN, 1);

    bench.begin(command, Configuration.EMPTY);
    bench.clock.move(STALE_AFTER.plusSeconds(1));
    bench.begin(command);

    assertThat(bench.count(Result.REPEATED)).isEqualTo(2);
    assertThat(bench.failed()).isEmpty();
  }

  @Test
  void saysAtOnceWhatThePbxRefused() {
    bench.pbx.does(OriginateBench.answer(500));
    bench.begin(bench.call("c-1"));
    bench.awaitCount(Result.REFUSED, 1);

    assertThat(bench.failed()).containsEntry("c-1", "the PBX answered with the status 500");
    await().untilAsserted(() -> assertThat(bench.rung).containsExactly(CRM));
  }

  @Test
  void waitsForACallIfThePbxDidNotSay() {
    bench.pbx.does(new Step.Close());
    bench.begin(bench.call("c-1"));
    bench.awaitCount(Result.UNKNOWN, 1);
    assertThat(bench.failed()).isEmpty();

    bench.clock.move(FOLLOW_WITHIN.plusSeconds(1));
    bench.look();
    assertThat(bench.failed()).containsEntry("c-1", "no call followed within 120 s");
  }

  @Test
  void doesNotWaitForASlowPbx() {
    bench.pbx.does(new Step.Silence());
    bench.begin(bench.call("c-1"));
    await().until(() -> bench.pbx.requests().size() == 1);
    bench.pbx.does(OriginateBench.answer(200));
    bench.begin(bench.call("c-2"));

    bench.awaitCount(Result.TAKEN, 1);
  }

  @Test
  void remembersACallBeforeItIsAskedFor() {
    bench.store.goesAway();
    assertThatThrownBy(() -> bench.begin(bench.call("c-1"))).isInstanceOf(StoreUnavailable.class);
    assertThat(bench.pbx.requests()).isEmpty();

    bench.store.comesBack();
    assertThat(bench.failed()).isEmpty();
    bench.begin(bench.call("c-1"));
    bench.awaitCount(Result.TAKEN, 1);
  }

  @Test
  void isOfNoUseToAnybodyLater() {
    Originate inTime = bench.call("c-0");
    Originate late = bench.call("c-1");
    bench.clock.move(STALE_AFTER);
    bench.begin(inTime);
    bench.awaitCount(Result.TAKEN, 1);

    bench.clock.move(Duration.ofMillis(1));
    bench.begin(late);
    assertThat(bench.failed()).containsEntry("c-1", "asked for more than 60 s ago");
    assertThat(bench.pbx.requests()).hasSize(1);
  }

  @Test
  void needsTheNumberOfTheUser() {
    bench.begin(bench.command("c-1", "nobody", null, CLIENT));
    isImpossible("the user nobody has no internal number");
  }

  @Test
  void needsTheNumberOfTheColleague() {
    bench.begin(bench.command("c-1", MANAGER, "nobody", CLIENT));
    isImpossible("the user nobody has no internal number");
  }

  @Test
  void needsSomebodyToCall() {
    bench.begin(bench.command("c-1", MANAGER, null, " "));
    isImpossible("expected a client's number or another user to call, found none");
  }

  @Test
  void needsAWorkspace() {
    bench.begin(bench.call("c-1"), Configuration.of(List.of(OriginateBench.integration(PBX))));
    isImpossible("the workspace acme-kontur is not configured any more");
  }

  @Test
  void needsAPbxThatBeginsCalls() {
    bench.begin(bench.call("c-1"), Configuration.of(List.of(OriginateBench.crm(null))));
    isImpossible("the workspace acme-kontur has no originate setting");
  }

  @Test
  void needsATemplateThatItCanFillIn() {
    bench.begin(
        bench.call("c-1"),
        Configuration.of(List.of(OriginateBench.crm("http://{extension}.example/"))));
    isImpossible(
        "expected a URL with placeholders in its path and query only in originate.http.url");
  }

  @Test
  void tellsOfAnImpossibleCallOnce() {
    Originate command = bench.command("c-1", "nobody", null, CLIENT);
    bench.begin(command);
    bench.begin(command);

    isImpossible("the user nobody has no internal number");
    bench.clock.move(FOLLOW_WITHIN.plusSeconds(1));
    bench.look();
    assertThat(bench.planned()).hasSize(1);
  }
}
