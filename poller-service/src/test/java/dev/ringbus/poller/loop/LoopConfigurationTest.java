package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.LoopFixture.EVERY;
import static dev.ringbus.poller.loop.LoopFixture.call;
import static dev.ringbus.poller.loop.LoopFixture.calls;
import static dev.ringbus.poller.loop.LoopFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Configuration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Whom the loop asks, while what is configured changes. */
class LoopConfigurationTest {

  private final LoopFixture fixture = new LoopFixture();

  @Test
  void asksNothingBeforeTheCrmHasPassedItsTests() {
    ScriptedCrm crm = fixture.crm("v1", EVERY, 256);
    crm.activation = Mono.error(new IllegalStateException("GET CallEvent: expected status 200"));
    fixture.configure("v1");
    fixture.appeared(call(1));

    fixture.pass(EVERY.multipliedBy(5));

    assertThat(crm.requests()).isZero();
    assertThat(fixture.skipped("not-active")).isEqualTo(5);
    assertThat(fixture.loop.crms())
        .containsEntry("old", "not active: GET CallEvent: expected status 200");

    crm.activation = Mono.empty();
    fixture.pass(Duration.ofSeconds(90).plus(EVERY));

    assertThat(crm.requests()).isPositive();
    assertThat(fixture.loop.crms()).containsEntry("old", "active");
  }

  @Test
  void asksNoMoreWhenTheCrmIsRemovedAndAgainWhenItIsBack() {
    ScriptedCrm crm = fixture.crm();
    fixture.appeared(call(1));
    fixture.pass(EVERY);

    fixture.configure();
    fixture.pass(EVERY);
    assertThat(crm.requests()).isEqualTo(1);
    assertThat(crm.isClosed).isTrue();
    assertThat(fixture.loop.crms()).isEmpty();

    ScriptedCrm again = fixture.crm("v2", EVERY, 256);
    fixture.configure("v2");
    fixture.pass(EVERY);
    assertThat(again.requests()).isEqualTo(1);
  }

  @Test
  void asksACrmAnewWithItsNewPassword() {
    ScriptedCrm before = fixture.crm();
    calls(100).forEach(fixture::appeared);
    fixture.pass(EVERY);
    ScriptedCrm after = fixture.crm("v2", EVERY, 256);

    fixture.configure("v2");
    fixture.pass(EVERY.multipliedBy(2));

    assertThat(before.isClosed).isTrue();
    assertThat(before.requests()).isEqualTo(100);
    assertThat(after.requests()).isEqualTo(200);
    after.asked.forEach((call, times) ->
        assertThat(times.getFirst() - before.asked.get(call).getLast()).isEqualTo(3000));
  }

  @Test
  void changesTheRhythmDuringCalls() {
    ScriptedCrm before = fixture.crm();
    calls(200).forEach(fixture::appeared);
    fixture.pass(EVERY);
    ScriptedCrm after = fixture.crm("v2", Duration.ofSeconds(5), 256);

    fixture.configure("v2");
    fixture.pass(Duration.ofSeconds(20));

    after.asked.forEach((call, times) ->
        assertThat(times.getFirst() - before.asked.get(call).getLast()).isBetween(2500L, 8000L));
    assertThat(after.asked).hasSize(200);
    assertThat(after.requests()).isBetween(600, 800);
  }

  @Test
  void keepsACrmThatDidNotChange() {
    ScriptedCrm crm = fixture.crm();
    fixture.appeared(call(1));
    fixture.pass(EVERY);

    fixture.loop.configure(
        Configuration.of(
            List.of(
                LoopFixture.integration("old"),
                LoopFixture.resource("old", "v1"),
                LoopFixture.resource("another", "v9"))));
    fixture.pass(EVERY);

    assertThat(crm.isClosed).isFalse();
    assertThat(crm.asked.get(id(call(1)))).hasSize(2);
  }

  @Test
  void asksAboutCallsThatAppearedBeforeTheirCrmDid() {
    ScriptedCrm crm = fixture.crm("v1", EVERY, 256);
    fixture.appeared(call(1));
    fixture.pass(EVERY);

    fixture.configure("v1");
    fixture.pass(EVERY);

    assertThat(crm.requests()).isEqualTo(1);
  }

  @Test
  void asksNobodyAfterTheEnd() {
    ScriptedCrm crm = fixture.crm();
    fixture.appeared(call(1));

    fixture.loop.close();
    fixture.pass(EVERY);

    assertThat(crm.requests()).isZero();
    assertThat(crm.isClosed).isTrue();
  }

  /** Another one was told nothing of it. */
  @Test
  void keepsACallWithItsCrmWhenTheIntegrationGetsAnother() {
    ScriptedCrm before = fixture.crm();
    ScriptedCrm after = fixture.crm("v9", EVERY, 256);
    fixture.appeared(call(1));
    fixture.pass(EVERY);

    fixture.loop.configure(
        Configuration.of(
            List.of(
                LoopFixture.integration("another"),
                LoopFixture.resource("old", "v1"),
                LoopFixture.resource("another", "v9"))));
    fixture.appeared(call(2));
    fixture.pass(EVERY);

    assertThat(before.asked.get(id(call(1)))).hasSize(2);
    assertThat(before.asked).doesNotContainKey(id(call(2)));
    assertThat(after.asked).containsOnlyKeys(id(call(2)));
  }
}
