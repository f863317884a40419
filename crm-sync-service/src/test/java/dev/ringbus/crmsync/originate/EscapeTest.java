package dev.ringbus.crmsync.originate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "306, 306, 306, 306",
        "+79161234567, %2B79161234567, +79161234567, +79161234567",
        "000*306, 000%2A306, 000*306, 000*306",
        "a\"b, a%22b, a\\\"b, a\"b",
        "a\\b, a%5Cb, a\\\\b, a\\b",
        "a&b=c, a%26b%3Dc, a&b=c, a&b=c",
        "100%, 100%25, 100%, 100%",
        "%22, %2522, %22, %22",
        "../a?b#c, ..%2Fa%3Fb%23c, ../a?b#c, ../a?b#c",
        "a b, a%20b, a b, a b",
        "Анна, %D0%90%D0%BD%D0%BD%D0%B0, Анна, ????",
        "\uD83D\uDE00, %F0%9F%98%80, \uD83D\uDE00, ?",
        "{secret}, %7Bsecret%7D, {secret}, {secret}"
      })
  void leavesAValueAValue(String value, String percent, String json, String header) {
    assertThat(Escape.PERCENT.apply(value)).isEqualTo(percent);
    assertThat(Escape.JSON.apply(value)).isEqualTo(json);
    assertThat(Escape.HEADER.apply(value)).isEqualTo(header);
  }

  @Test
  void endsNoLine() {
    String value = "306\r\nX-Admin: 1\u0000\u007f\u2028\u0085.";

    assertThat(Escape.PERCENT.apply(value))
        .isEqualTo("306%0D%0AX-Admin%3A%201%00%7F%E2%80%A8%C2%85.");
    assertThat(Escape.JSON.apply(value)).doesNotContain("\r", "\n", "\u0000");
    assertThat(Escape.HEADER.apply(value)).isEqualTo("306 X-Admin: 1 ??.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"},{\"", "\\", "\t\r\n", "Анна \uD83D\uDE00", "%2B&+= /", ""})
  void isReadBackAsItWas(String value) {
    assertThat(URLDecoder.decode(Escape.PERCENT.apply(value), StandardCharsets.UTF_8))
        .isEqualTo(value);
    assertThat(Json.mapper().readTree("\"" + Escape.JSON.apply(value) + "\"").asString())
        .isEqualTo(value);
  }
}
