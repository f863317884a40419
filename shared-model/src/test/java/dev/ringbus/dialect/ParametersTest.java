package dev.ringbus.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @Test
  void readsAQueryInItsOrder() {
    Parameters parameters = Parameters.ofQuery("b=1&a=%D0%9F%D1%80%D0%B8&flag&c=x%3Dy=z&&d=");

    assertThat(parameters.raw())
        .containsExactly(
            entry("b", "1"),
            entry("a", "При"),
            entry("flag", ""),
            entry("c", "x=y=z"),
            entry("d", ""));
  }

  @Test
  void decodesAPlusToASpaceAndLeavesItThere() {
    assertThat(Parameters.ofQuery("numa=+74952345678").text("numa")).isEqualTo(" 74952345678");
    assertThat(Parameters.ofQuery("numa=%2B7495").text("numa")).isEqualTo("+7495");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%zz", "100%", "%2g", "a%%"})
  void keepsAPercentSignThatEncodesNothing(String text) {
    assertThat(Parameters.ofQuery("a=" + text + "&b=1").raw())
        .containsExactly(entry("a", text), entry("b", "1"));
  }

  @Test
  void replacesBytesThatAreNoUtf8() {
    assertThat(Parameters.ofQuery("a=%FFx").text("a")).isEqualTo("\uFFFDx");
    assertThat(Parameters.ofForm(Body.of(new byte[] {'a', '=', (byte) 0xC0})).text("a"))
        .isEqualTo("\uFFFD");
  }

  @Test
  void neverFailsWhateverTheBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] alphabet = "%&=+aF0\u00D0\u009F".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            random.nextBoolean()
                ? alphabet[random.nextInt(alphabet.length)]
                : (byte) random.nextInt(256);
      }
      Parameters once = Parameters.ofForm(Body.of(bytes));
      assertThat(Parameters.ofQuery(once.encoded()))
          .as("seed %d: %s", seed, Arrays.toString(bytes))
          .isEqualTo(once);
    }
  }

  @Test
  void keepsEveryValueOfARepeatedNameAndCountsTheLast() {
    Parameters parameters = Parameters.ofQuery("a=1&b=2&a=3");

    assertThat(parameters.text("a")).isEqualTo("3");
    assertThat(parameters.raw()).containsExactly(entry("a", List.of("1", "3")), entry("b", "2"));
  }

  @Test
  void letsTheBodyWinOverTheQuery() {
    Parameters merged =
        Parameters.ofQuery("token=t&numa=1&numa=2")
            .overriddenBy(Parameters.ofForm(Body.of("numa=3&cdr_id=4")));

    assertThat(merged.raw())
        .containsExactly(entry("token", "t"), entry("numa", "3"), entry("cdr_id", "4"));
  }

  @Test
  void readsTheMembersOfAJsonObjectAsText() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", 9007199254740993L);
    members.put("pbx", new BigDecimal("1557491089.930430"));
    members.put("huge", new BigDecimal("1E+999999999"));
    members.put("yes", true);
    members.put("nothing", null);
    members.put("list", List.of("1", 2L));
    members.put("object", Map.of("a", "b"));
    Parameters parameters = Parameters.of(members);

    assertThat(parameters.text("id")).isEqualTo("9007199254740993");
    assertThat(parameters.text("pbx")).isEqualTo("1557491089.930430");
    assertThat(parameters.text("huge")).isEqualTo("1E+999999999");
    assertThat(parameters.text("yes")).isEqualTo("true");
    assertThat(parameters.text("nothing")).isNull();
    assertThat(parameters.text("list")).isEqualTo("2");
    assertThat(parameters.text("object")).isNull();
    assertThat(parameters.raw()).isEqualTo(members);
  }

  @Test
  void encodesWhatASeedEncodes() {
    assertThat(Parameters.of(Map.of("CallerIDNum", "000*306")).encoded())
        .isEqualTo("CallerIDNum=000%2A306");
    assertThat(Parameters.of(Map.of("x", "a b+c:~")).encoded()).isEqualTo("x=a%20b%2Bc%3A~");
  }

  @Test
  void hasOneKindOfWholeNumberThatFitsAnInt64() {
    BigInteger beyond = new BigInteger("99999999999999999999");
    Map<String, Object> members =
        Map.of("int", 1, "beyond", beyond, "list", List.of(2, Map.of("deep", 3)));

    assertThat(Parameters.of(members).raw())
        .isEqualTo(Map.of("int", 1L, "beyond", beyond, "list", List.of(2L, Map.of("deep", 3L))));
    assertThat(Parameters.of(members).text("beyond")).isEqualTo("99999999999999999999");
  }

  @Test
  void encodesWhatItGaveAsRaw() {
    Parameters parameters = Parameters.ofQuery("a=1&b=%20&a=3&c=");

    assertThat(Parameters.of(parameters.raw()).encoded()).isEqualTo("a=1&a=3&b=%20&c=");
  }

  @Test
  void printsNoValue() {
    assertThat(Parameters.ofQuery("numa=74952345678")).hasToString("[numa]");
  }
}
