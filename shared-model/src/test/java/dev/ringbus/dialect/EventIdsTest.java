package dev.ringbus.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventIdsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void givesTheSamePartsTheSameId() {
    assertThat(EventIds.of("acme", "1557491089.930430"))
        .matches("[0-9a-f]{32}")
        .isEqualTo(EventIds.of("acme", "1557491089.930430"))
        .isNotEqualTo(EventIds.of("acme", "1557491089.93043"));
  }

  @Test
  void tellsWhereAPartEnds() {
    assertThat(EventIds.of("ab", "c")).isNotEqualTo(EventIds.of("a", "bc"));
    assertThat(EventIds.of("a", "")).isNotEqualTo(EventIds.of("a"));
    assertThat(EventIds.of("a", "")).isNotEqualTo(EventIds.of("a", null));
  }

  @Test
  void tellsTwoEqualRequestsApartByTheirTime() {
    assertThat(EventIds.ofRequest(request(NOON))).isEqualTo(EventIds.ofRequest(request(NOON)));
    assertThat(EventIds.ofRequest(request(NOON)))
        .isNotEqualTo(EventIds.ofRequest(request(NOON.plusNanos(1))));
  }

  private static PbxRequest request(Instant at) {
    return new PbxRequest("POST", "", "", List.of(), Body.of("{}"), at);
  }
}
