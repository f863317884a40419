package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MtsCallIdTest {

  private static final Platform SIPSIM = new Platform("sipsim");

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "9007199254740993", "9223372036854775807", "-1", "-9223372036854775808"})
  void isTheIdItselfOfACallOfMts(String id) {
    assertThat(MtsCallId.of(key("acme", id), Mts.PLATFORM)).hasToString(id);
    assertThat(MtsCallId.of(key("acme", id), Mts.PLATFORM).callId()).isEqualTo(new CallId(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "01",
        "9223372036854775808",
        "1557491089.930430",
        "3584705175:5205dc5cc5a411e5ab9eb3691b90ea15",
        "٣"
      })
  void isAPositiveHashOfAnyOtherId(String id) {
    for (Platform platform : List.of(Mts.PLATFORM, SIPSIM)) {
      assertThat(MtsCallId.of(key("acme", id), platform).value()).isPositive();
      assertThat(MtsCallId.of(key("acme", id), platform).toString()).isNotEqualTo(id);
    }
  }

  /** The numbers that the world has seen do not change with a release. */
  @Test
  void staysTheSameForEver() {
    assertThat(MtsCallId.of(key("acme-sim", "1557491089.930439"), SIPSIM))
        .isEqualTo(new MtsCallId(6916093304930504853L));
  }

  @Test
  void tellsCallsOfTwoPbxsApartThatNumberThemAlike() {
    for (String id : List.of("1557491089.930430", "1557491089930430")) {
      assertThat(MtsCallId.of(key("one", id), SIPSIM))
          .isNotEqualTo(MtsCallId.of(key("two", id), SIPSIM))
          .isNotEqualTo(MtsCallId.of(key("mts", id), Mts.PLATFORM));
    }
    assertThat(MtsCallId.of(key("one", "1557491089.930430"), SIPSIM))
        .isNotEqualTo(MtsCallId.of(key("one", "1557491089.93043"), SIPSIM));
  }

  @Test
  void readsBackEveryInt64() {
    Property.holds(
        "call ids of mts",
        500,
        random -> {
          MtsCallId id = new MtsCallId(random.nextLong());
          assertThat(MtsCallId.parse(id.toString())).contains(id);
        });
    assertThat(MtsCallId.parse("9223372036854775808")).isEmpty();
    assertThat(MtsCallId.parse("1e3")).isEmpty();
    assertThat(MtsCallId.parse("")).isEmpty();
  }

  private static CallKey key(String integration, String callId) {
    return new CallKey(new IntegrationId(integration), new CallId(callId));
  }
}
