package dev.ringbus.ingress.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.ingress.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerCircuitTest {

  private final MovedClock clock = new MovedClock();
  private final BrokerCircuit circuit = new BrokerCircuit(clock, Duration.ofSeconds(1));

  @Test
  void staysClosedOverSingleFailures() {
    for (int i = 0; i < 100; i++) {
      fail(2);
      circuit.succeeded();
    }

    assertThat(circuit.isDown()).isFalse();
    assertThat(circuit.mayProbe()).as("there is nothing to find out").isFalse();
  }

  @Test
  void opensAfterSeveralFailuresInARow() {
    fail(3);

    assertThat(circuit.isDown()).isTrue();
    assertThat(circuit.downSince()).contains(clock.instant());
    assertThat(circuit.mayProbe()).isFalse();
  }

  @Test
  void letsOneTryNowAndThen() {
    fail(3);

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
    fail(3);
    var since = circuit.downSince();
    clock.move(Duration.ofSeconds(5));
    fail(1);

    assertThat(circuit.downSince()).isEqualTo(since);
  }

  @Test
  void closesWithTheFirstSuccess() {
    fail(3);
    circuit.succeeded();

    assertThat(circuit.isDown()).isFalse();
    fail(2);
    assertThat(circuit.isDown()).as("failures are counted anew").isFalse();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      circuit.failed(new BrokerUnavailable("the broker is away", null));
    }
  }
}
