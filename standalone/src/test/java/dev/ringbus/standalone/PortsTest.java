package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void makesPortsOfZeroFreeOnes() {
    Ports ports = new Ports(0, 0, 0, 5433).claim();

    assertThat(IntStream.of(ports.ingress(), ports.control(), ports.kafka())).doesNotContain(0);
  }

  @Test
  void namesThePortThatIsInUseAndItsOption() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> new Ports(0, 0, port, 5433).claim())
          .isInstanceOf(StartFailure.class)
          .hasMessage("the kafka port %d is in use: choose another with --kafka-port", port);
    }
  }

  @Test
  void refusesOnePortForTwo() {
    assertThatThrownBy(() -> new Ports(18080, 18080, 19092, 15433).claim())
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "the ingress and the control port are both 18080: choose another with --control-port");
    assertThatThrownBy(() -> new Ports(18080, 18090, 19092, 19092).claim())
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "the kafka and the postgres port are both 19092: choose another with --postgres-port");
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> new Ports(99999, 18090, 19092, 15433).claim())
        .isInstanceOf(StartFailure.class)
        .hasMessage("expected --ingress-port from 0 to 65535, got 99999");
    assertThatThrownBy(() -> new Ports(18080, 18090, 19092, -5).claim())
        .isInstanceOf(StartFailure.class)
        .hasMessage("expected --postgres-port from 0 to 65535, got -5");
  }
}
