package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.routing.Calls;
import dev.ringbus.routing.ask.CircuitBreaker.Permit;
import dev.ringbus.testkit.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final Duration REST = Duration.ofSeconds(10);

  private final MovableClock clock = MovableClock.standing(Calls.RECEIVED);
  private final CircuitBreaker breaker = new CircuitBreaker(3, REST, clock);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  @Test
  void asksUntilItFailedSoOftenInARow() {
    fail(2);
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    breaker.succeeded();
    fail(2);
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    fail(1);
    assertThat(breaker.permit()).isEqualTo(Permit.REST);
  }

  @Test
  void letsOneTryWhenTheRestIsOver() {
    fail(3);
    clock.move(REST);

    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    assertThat(breaker.permit()).isEqualTo(Permit.REST);
  }

  @Test
  void asksAgainAfterOneSuccess() {
    fail(3);
    clock.move(REST);
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    breaker.succeeded();

    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
  }

  @Test
  void restsAgainAfterOneMoreFailure() {
    fail(3);
    clock.move(REST);
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    breaker.failed();

    assertThat(breaker.permit()).isEqualTo(Permit.REST);
    clock.move(REST.minusNanos(1));
    assertThat(breaker.permit()).isEqualTo(Permit.REST);
    clock.move(Duration.ofNanos(1));
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
  }

  @Test
  void letsAnotherTryIfTheFirstNeverCameBack() {
    fail(3);
    clock.move(REST);
    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
    clock.move(REST);

    assertThat(breaker.permit()).isEqualTo(Permit.ASK);
  }
}
