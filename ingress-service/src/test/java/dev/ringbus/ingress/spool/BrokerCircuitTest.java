package dev.ringbus.ingress.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.testkit.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerCircuitTest {

  private final MovableClock clock = MovableClock.standing();
  private final BrokerCircuit circuit = new BrokerCircuit(clock, Duration.ofSeconds(1));

  @Test
  void bearsSingleFailuresForEver() {
    for (int i = 0; i < 100; i++) {
      fail(2);
      clock.move(Duration.ofMinutes(1));
      circuit.succeeded();
    }

    assertThat(circuit.isDown()).isFalse();
    assertThat(circuit.mayProbe()).as("there is nothing to find out").isFalse();
  }

  @Test
  void bearsManyFailuresOfOneMoment() {
    fail(1000);
    clock.move(Duration.ofMillis(499));
    fail(1000);
    circuit.succeeded();

    assertThat(circuit.isDown()).isFalse();
  }

  @Test
  void bearsFewFailuresOfALongTime() {
    fail(1);
    clock.move(Duration.ofHours(1));
    fail(1);

    assertThat(circuit.isDown()).isFalse();
  }

  @Test
  void isDownWhenFailuresGoOnForAWhile() {
    var first = clock.instant();
    goDown();

    assertThat(circuit.isDown()).isTrue();
    assertThat(circuit.downSince()).contains(first);
    assertThat(circuit.mayProbe()).isFalse();
  }

  @Test
  void letsOneFindOutNowAndThen() {
    goDown();

    clock.move(Duration.ofMillis(999));
    assertThat(circuit.mayProbe()).isFalse();
    clock.move(Duration.ofMillis(1));
    assertThat(circuit.mayProbe()).isTrue();
    assertThat(circuit.mayProbe()).as("a second at the same time").isFalse();
    clock.move(Duration.ofSeconds(1));
    assertThat(circuit.mayProbe()).isTrue();
  }

  @Test
  void staysDownSinceTheFirstFailure() {
    goDown();
    var since = circuit.downSince();
    clock.move(Duration.ofSeconds(5));
    fail(1);

    assertThat(circuit.downSince()).isEqualTo(since);
  }

  @Test
  void isUpAgainWithTheFirstSuccess() {
    goDown();
    circuit.succeeded();

    assertThat(circuit.isDown()).isFalse();
    assertThat(circuit.downSince()).isEmpty();
    fail(2);
    clock.move(Duration.ofSeconds(1));
    assertThat(circuit.isDown()).as("failures are counted anew").isFalse();
  }

  private void goDown() {
    fail(2);
    clock.move(Duration.ofMillis(500));
    fail(1);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      circuit.failed(new BrokerUnavailable("the broker is away", null));
    }
  }
}
