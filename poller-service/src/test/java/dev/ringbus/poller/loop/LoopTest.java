package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.LoopFixture.EVERY;
import static dev.ringbus.poller.loop.LoopFixture.call;
import static dev.ringbus.poller.loop.LoopFixture.calls;
import static dev.ringbus.poller.loop.LoopFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a CRM is asked. */
class LoopTest {

  private final LoopFixture fixture = new LoopFixture();

  @Test
  void asksAboutEachCallOnceInEachInterval() {
    ScriptedCrm crm = fixture.crm();
    calls(500).forEach(fixture::appeared);

    fixture.pass(EVERY.multipliedBy(4));

    assertThat(crm.asked).hasSize(500);
    crm.asked
        .values()
        .forEach(times -> {
          assertThat(times).hasSize(4);
          assertThat(gaps(times)).containsOnly(3000L);
        });
    assertThat(fixture.polls("nothing")).isEqualTo(2000);
  }

  @Test
  void spreadsCallsThatAppearTogether() {
    ScriptedCrm crm = fixture.crm();
    calls(3000).forEach(fixture::appeared);

    fixture.pass(EVERY);

    Map<Long, Integer> byTenth = new HashMap<>();
    crm.asked.values().forEach(times -> byTenth.merge(times.getFirst() / 100, 1, Integer::sum));
    assertThat(byTenth.values()).allSatisfy(count -> assertThat(count).isLessThan(160));
  }

  @Test
  void spreadsCallsWhoseNumbersFollowEachOther() {
    Wheel wheel = new Wheel(EVERY);
    Set<Long> slots = new HashSet<>();
    for (int number = 1; number <= 300; number++) {
      PolledCall call =
          new PolledCall(CallKey.parse("mts:" + number), new MtsCallId(number), null, 0);
      wheel.add(call);
      slots.add(Long.remainderUnsigned(call.phase(), 300));
    }
    assertThat(slots.size()).isGreaterThan(150);
  }

  @Test
  void asksInTheSameRhythmWhereverTheCallIs() {
    ScriptedCrm crm = fixture.crm();
    LoopFixture other = new LoopFixture(fixture.clock);
    other.crms.put("v1", crm);
    other.configure("v1");
    calls(300).forEach(fixture::appeared);
    fixture.pass(Duration.ofSeconds(4));

    calls(300).forEach(fixture.loop::disappeared);
    calls(300).forEach(other::appeared);
    other.pass(Duration.ofSeconds(8));

    crm.asked.values().forEach(times -> assertThat(gaps(times)).containsOnly(3000L));
    assertThat(crm.requests()).isEqualTo(300 * 4);
  }

  @Test
  void stopsWhenTheCallIsGone() {
    ScriptedCrm crm = fixture.crm();
    fixture.appeared(call(1));
    fixture.appeared(call(2));
    fixture.pass(EVERY);

    fixture.loop.disappeared(call(1));
    fixture.pass(EVERY);

    assertThat(crm.asked.get(id(call(1)))).hasSize(1);
    assertThat(crm.asked.get(id(call(2)))).hasSize(2);
    assertThat(fixture.meters.get("ringbus.loop.calls").gauge().value()).isEqualTo(1);
  }

  @Test
  void asksNoMoreAboutACallWhoseRequestsTheCrmHasEnded() {
    ScriptedCrm crm = fixture.crm();
    fixture.appeared(call(1));
    fixture.loop.appeared(LoopFixture.live(call(2)).askedNoMore("POST answered with 500"));
    fixture.pass(EVERY);

    fixture.loop.askedNoMore(call(1));
    fixture.pass(EVERY);

    assertThat(crm.asked).containsOnlyKeys(id(call(1)));
    assertThat(crm.requests()).isEqualTo(1);
  }

  @Test
  void asksOnceThoughTheCallIsAnnouncedTwice() {
    ScriptedCrm crm = fixture.crm();
    fixture.appeared(call(1));
    fixture.appeared(call(1));

    fixture.pass(EVERY);

    assertThat(crm.requests()).isEqualTo(1);
  }

  @Test
  void skipsTheTicksOfACallWhoseRequestIsUnderWay() {
    ScriptedCrm crm = fixture.crm();
    crm.answersAfter(Duration.ofSeconds(7));
    fixture.appeared(call(1));

    fixture.pass(EVERY.multipliedBy(6));

    assertThat(crm.asked.get(id(call(1)))).hasSize(2);
    assertThat(fixture.skipped("under-way")).isEqualTo(4);
    assertThat(crm.mostOpen()).isEqualTo(1);
  }

  @Test
  void asksASlowCrmNoMoreThanItMayBeAskedAtOnceAndAboutEachCallInTurn() {
    ScriptedCrm crm = fixture.crm("v1", EVERY, 16);
    fixture.configure("v1");
    crm.answersAfter(Duration.ofSeconds(2));
    calls(400).forEach(fixture::appeared);

    fixture.pass(Duration.ofMinutes(4));

    assertThat(crm.mostOpen()).isEqualTo(16);
    assertThat(crm.asked).hasSize(400);
    assertThat(crm.asked.values()).allSatisfy(times -> assertThat(times).hasSizeLessThan(20));
    assertThat(fixture.skipped("crowded")).isPositive();
  }

  @Test
  void letsEverybodyInAgainWhenTheCrmIsFastAgain() {
    ScriptedCrm crm = fixture.crm("v1", EVERY, 16);
    fixture.configure("v1");
    crm.answersAfter(Duration.ofSeconds(2));
    calls(100).forEach(fixture::appeared);
    fixture.pass(Duration.ofSeconds(30));

    crm.answersAfter(Duration.ZERO);
    fixture.pass(Duration.ofSeconds(6));
    crm.asked.clear();
    fixture.pass(EVERY);

    assertThat(crm.requests()).isEqualTo(100);
  }

  @Test
  void doesNotMakeUpForAPause() {
    ScriptedCrm crm = fixture.crm();
    calls(300).forEach(fixture::appeared);
    fixture.pass(EVERY);
    crm.asked.clear();

    fixture.clock.move(Duration.ofMinutes(10));
    fixture.loop.turn();

    assertThat(crm.requests()).isBetween(30, 80); // those of the last half second
    assertThat(fixture.skipped("late")).isEqualTo(300 - crm.requests());
  }

  @Test
  void asksNothingTwiceWhenTheClockIsSetBack() {
    ScriptedCrm crm = fixture.crm();
    calls(300).forEach(fixture::appeared);
    fixture.pass(EVERY);
    assertThat(crm.requests()).isEqualTo(300);

    fixture.clock.move(Duration.ofSeconds(-2));
    fixture.pass(Duration.ofSeconds(2));
    assertThat(crm.requests()).isEqualTo(300);

    fixture.clock.move(Duration.ofHours(-1));
    fixture.pass(EVERY);
    assertThat(crm.requests()).isEqualTo(600);
  }

  private static List<Long> gaps(List<Long> times) {
    return IntStream.range(1, times.size()).mapToObj(i -> times.get(i) - times.get(i - 1)).toList();
  }
}
