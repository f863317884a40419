package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.crmsync.delivery.Throttle.Place;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Duration FAST = Duration.ofMillis(20);

  private final Throttle throttle = new Throttle(8, 1000, NOW);
  private Instant now = NOW;

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void one(Sign sign) {
    throttle.end(throttle.begin(now), sign, FAST, now, 1);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      one(new Sign.Failed());
    }
  }

  @Test
  void opensAfterFailuresInARowAndLetsOneThroughAfterARest() {
    fail(Breaker.IN_A_ROW - 1);
    assertThat(throttle.breaker(now)).isEqualTo(State.CLOSED);
    fail(1);
    assertThat(throttle.breaker(now)).isEqualTo(State.OPEN);
    assertThat(throttle.room(now)).isZero();
    assertThat(throttle.nextAt(now)).contains(now.plusSeconds(1));

    pass(Duration.ofSeconds(1));
    assertThat(throttle.breaker(now)).isEqualTo(State.HALF_OPEN);
    assertThat(throttle.begin(now)).isEqualTo(Place.PROBE);
    assertThat(throttle.mayBegin(now)).isFalse();
    assertThat(throttle.room(now)).isZero();

    throttle.end(Place.PROBE, new Sign.Answered(), FAST, now, 1);
    assertThat(throttle.breaker(now)).isEqualTo(State.CLOSED);
    assertThat(throttle.mayBegin(now)).isTrue();
  }

  @Test
  void opensWhenHalfOfTheAnswersAreFailures() {
    for (int i = 0; i < Breaker.REMEMBERED / 2 && throttle.breaker(now) == State.CLOSED; i++) {
      one(new Sign.Answered());
      one(new Sign.Failed());
    }
    assertThat(throttle.breaker(now)).isEqualTo(State.OPEN);
  }

  @Test
  void restsLongerEachTimeButNeverLongerThanHalfAMinute() {
    fail(Breaker.IN_A_ROW);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(throttle.nextAt(now)).contains(now.plusSeconds(seconds));
      pass(Duration.ofSeconds(seconds));
      one(new Sign.Failed());
    }
  }

  @Test
  void restsAStepShorterWhenItAnsweredBetweenAndShortlyAgainAfterAWhileWithoutFaults() {
    fail(Breaker.IN_A_ROW);
    for (int seconds : new int[] {1, 2, 4}) {
      pass(Duration.ofSeconds(seconds));
      one(new Sign.Failed());
    }
    pass(Duration.ofSeconds(8));
    one(new Sign.Answered());
    fail(Breaker.IN_A_ROW);
    assertThat(throttle.nextAt(now)).contains(now.plusSeconds(8));
    pass(Duration.ofSeconds(8));
    for (int i = 0; i < 30; i++) {
      one(new Sign.Answered());
    }
    fail(Breaker.IN_A_ROW);
    assertThat(throttle.nextAt(now)).contains(now.plusSeconds(1));
  }

  @Test
  void opensAtOnceWhenItIsNotLetIn() {
    one(new Sign.Refused());
    assertThat(throttle.breaker(now)).isEqualTo(State.OPEN);
  }

  @Test
  void triesAtOnceWhenTheWorkspaceIsSetDifferently() {
    one(new Sign.Refused());
    throttle.renew(4, now);
    assertThat(throttle.breaker(now)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void learnsNothingFromWhatBeganBeforeItOpened() {
    Place early = throttle.begin(now);
    fail(Breaker.IN_A_ROW);
    throttle.end(early, new Sign.Answered(), FAST, now, 1);
    assertThat(throttle.breaker(now)).isEqualTo(State.OPEN);
  }

  @Test
  void triesAnotherWhenTheProbeWasNothing() {
    one(new Sign.Refused());
    pass(Duration.ofSeconds(1));
    one(new Sign.None());
    assertThat(throttle.breaker(now)).isEqualTo(State.HALF_OPEN);
    assertThat(throttle.mayBegin(now)).isTrue();
  }

  @Test
  void givesHalfAsManyAtOnceAfterAFailureAndMoreWithEachRound() {
    for (int i = 0; i < 8; i++) {
      throttle.begin(now);
    }
    assertThat(throttle.mayBegin(now)).isFalse();
    throttle.end(Place.ORDINARY, new Sign.Failed(), FAST, now, 1);
    throttle.end(Place.ORDINARY, new Sign.Failed(), FAST, now, 1);
    assertThat(throttle.inFlight()).isEqualTo(6);
    assertThat(throttle.mayBegin(now)).isFalse();
    for (int i = 0; i < 3; i++) {
      throttle.end(Place.ORDINARY, new Sign.Answered(), FAST, now, 1);
    }
    // Of one trouble it learns once: four at a time, not two.
    assertThat(throttle.inFlight()).isEqualTo(3);
    assertThat(throttle.mayBegin(now)).isTrue();
    for (int i = 0; i < 100; i++) {
      pass(FAST);
      one(new Sign.Answered());
    }
    for (int i = 0; i < 5; i++) {
      throttle.begin(now);
    }
    assertThat(throttle.mayBegin(now)).isFalse();
  }

  @Test
  void givesLessAtOnceToAWorkspaceThatHasBecomeSlow() {
    AdaptiveConcurrency concurrency = new AdaptiveConcurrency(32);
    for (int i = 0; i < 100; i++) {
      concurrency.answered(now, FAST);
    }
    for (int second = 0; second < 60; second++) {
      pass(Duration.ofSeconds(1));
      concurrency.answered(now, Duration.ofSeconds(5));
    }
    assertThat(concurrency.limit()).isLessThan(8);
    for (int i = 0; i < 10_000; i++) {
      pass(Duration.ofMillis(1));
      concurrency.answered(now, FAST);
    }
    assertThat(concurrency.limit()).isEqualTo(32);
  }

  @Test
  void pausesAsLongAsItIsAskedToAndThenGivesHalf() {
    AdaptiveRate rate = new AdaptiveRate(1000, now);
    int given = 0;
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(10));
      while (rate.available(now) > 0) {
        rate.take(now);
        given++;
      }
    }
    assertThat(given).isBetween(950, 1050);

    rate.tooMuch(now, Duration.ofSeconds(3));
    assertThat(rate.rate()).isBetween(400.0, 550.0);
    assertThat(rate.available(now)).isZero();
    assertThat(rate.nextAt(now)).isEqualTo(now.plusSeconds(3));
    pass(Duration.ofSeconds(3));
    assertThat(rate.available(now)).isPositive();
    assertThat(rate.rate()).isLessThan(600);
    pass(Duration.ofSeconds(100));
    rate.available(now);
    assertThat(rate.rate()).isEqualTo(1000);
  }

  @Test
  void neverPausesLongerThanFiveMinutesNorGivesLessThanOneASecond() {
    AdaptiveRate rate = new AdaptiveRate(1000, now);
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(1));
      rate.tooMuch(now, Duration.ofHours(1));
    }
    assertThat(rate.rate()).isGreaterThanOrEqualTo(1);
    assertThat(rate.nextAt(now)).isEqualTo(now.plus(AdaptiveRate.LONGEST_PAUSE));
  }
}
