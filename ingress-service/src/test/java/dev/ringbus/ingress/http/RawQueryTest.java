package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawQueryTest {

  @ParameterizedTest
  @CsvSource({
    "numa=1,numa=1",
    "key=k,''",
    "key=k&numa=1,numa=1",
    "numa=1&key=k&numb=2,numa=1&numb=2",
    "numa=1&key=k,numa=1",
    "a=1&&b=2,a=1&&b=2",
    "a=1&key=k&&b=2,a=1&&b=2",
    "%6Bey=k&a=%2B+1,a=%2B+1",
    "key&a,a",
    "keys=1&Key=2&mykey=3,keys=1&Key=2&mykey=3",
    "a=%zz&key=k,a=%zz",
    "a=1&a=2&key=x&key=y,a=1&a=2",
    "=x&key==y,=x"
  })
  void takesTheKeyOutAndLeavesTheRestAsItCame(String raw, String rest) {
    assertThat(RawQuery.of(raw).rest()).isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource({
    "key=k,k",
    "key=%D1%8B%20z,ы z",
    "%6b%65%79=k,k",
    "key==k=,=k=",
    "key,''",
    "key=,''",
    "key=first&key=second,first",
    "key=%zz,%zz"
  })
  void readsTheKey(String raw, String key) {
    assertThat(RawQuery.of(raw).keys()).containsExactly(key);
  }

  @Test
  void readsAPlusSignInBothWays() {
    assertThat(RawQuery.of("key=a+b%2Bc").keys()).containsExactly("a b+c", "a+b+c");
  }

  @Test
  void hasNothingWithoutAQuery() {
    assertThat(RawQuery.of(null))
        .isEqualTo(RawQuery.of(""))
        .extracting(RawQuery::rest)
        .isEqualTo("");
    assertThat(RawQuery.of("numa=1").keys()).isEmpty();
  }
}
