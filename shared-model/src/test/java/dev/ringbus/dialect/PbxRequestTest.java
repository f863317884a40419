package dev.ringbus.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PbxRequestTest {

  @Test
  void decodesTheSegmentsOfItsPath() {
    assertThat(request("").segments()).isEmpty();
    assertThat(request("CallEvent/%D0%B0+b%2F").segments()).containsExactly("CallEvent", "а+b/");
    assertThat(request("a//%").segments()).containsExactly("a", "", "%");
  }

  @Test
  void findsAHeaderWhateverItsCase() {
    assertThat(request("").header("content-type")).contains("text/plain");
    assertThat(request("").header("Accept")).isEmpty();
  }

  private static PbxRequest request(String path) {
    return new PbxRequest(
        "GET",
        path,
        "",
        List.of(new Header("Content-Type", "text/plain")),
        Body.EMPTY,
        Instant.EPOCH);
  }
}
