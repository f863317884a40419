package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.model.IntegrationId;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdleReplyTest {

  private static final MtsCallId CALL = new MtsCallId(12);

  @Test
  void asksForNothingInAWellFormedAnswerByDefault() {
    assertThat(body(Map.of())).isEqualTo("{\"CallID\":12,\"EventType\":0,\"Param\":\"\"}");
  }

  @Test
  void takesWhatHasNoEffect() {
    assertThat(body(Map.of("idleReply", Map.of("EventType", 0L, "Param", "-"))))
        .isEqualTo("{\"CallID\":12,\"EventType\":0,\"Param\":\"-\"}");
    assertThat(body(Map.of("idleReply", Map.of("EventType", new BigDecimal(11)))))
        .isEqualTo("{\"CallID\":12,\"EventType\":11,\"Param\":\"\"}");
    assertThat(body(Map.of("idleReply", Map.of()))).isEqualTo("{}");
  }

  static Stream<Object> effects() {
    return Stream.of(
        "{}",
        0,
        List.of(),
        Map.of("EventType", 4),
        Map.of("EventType", 0.5),
        Map.of("EventType", "0"),
        Map.of("Param", ""),
        Map.of("EventType", 0, "Param", 1),
        Map.of("EventType", 0, "CallID", 1));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void refusesWhatMayHaveAnEffectOrIsNoAnswer(Object value) {
    assertThatThrownBy(() -> body(Map.of("idleReply", value)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("expected {EventType: 0, Param: \"\"}, {EventType: 11, Param: \"\"} or {}")
        .extracting(e -> ((InvalidOption) e).option())
        .isEqualTo("idleReply");
  }

  private static String body(Map<String, Object> options) {
    DialectSettings settings =
        new DialectSettings(new IntegrationId("acme-mts"), ZoneOffset.UTC, options, Map.of());
    return IdleReply.of(settings).response(CALL).body().text();
  }
}
