package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTest {

  @ParameterizedTest
  @CsvSource({
    "/mts/acme,''",
    "/mts/acme/,''",
    "/mts/acme//,''",
    "/mts/acme/CallEvent,CallEvent",
    "/mts/acme/CallEvent/,CallEvent",
    "/mts/acme//CallEvent/12//,CallEvent/12",
    "/comagic/acme/node%201%2F2,node%201%2F2",
    "/comagic/acme/../x,../x",
    "/mts,''",
    "/,''"
  })
  void leavesThePathBelowTheIntegrationAsItCame(String path, String rest) {
    assertThat(Capture.pathRest(path)).isEqualTo(rest);
  }
}
