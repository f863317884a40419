package dev.ringbus.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.launch.StartFault;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** What a start says of the control port and the broker; of the rest, see the settings. */
class StartFaultTest {

  @Test
  void namesTheControlPortThatIsNone() {
    assertThat(faultOf("--ringbus.control.port=many"))
        .contains("ringbus.control.port: expected a whole number, not 'many'");
  }

  @Test
  void namesTheControlPortThatIsOutOfRange() {
    assertThat(faultOf("--ringbus.control.port=70000"))
        .hasValueSatisfying(line -> assertThat(line).startsWith("ringbus.control.port is 0 to"));
  }

  @Test
  void namesTheControlPortThatIsInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThat(faultOf("--ringbus.control.port=" + other.getLocalPort()))
          .contains("port " + other.getLocalPort() + " is in use");
    }
  }

  @Test
  void namesBootstrapServersThatAreNone() {
    assertThat(faultOf("--ringbus.control.port=0", "--ringbus.bootstrap-servers=kafka"))
        .contains("ringbus.bootstrap-servers is host:port[,host:port…], not 'kafka'");
  }

  private static Optional<String> faultOf(String... arguments) {
    try (var _ =
        new SpringApplicationBuilder(RoutingApplication.class)
            .properties(
                "spring.config.name=routing-service", "ringbus.bootstrap-servers=127.0.0.1:1")
            .run(arguments)) {
      return Optional.of("it starts");
    } catch (RuntimeException failure) {
      return StartFault.line(failure);
    }
  }
}
