package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24,203.0.113.255",
    "203.0.113.77/24,203.0.113.1",
    "203.0.113.7,203.0.113.7",
    "203.0.113.128/25,203.0.113.200",
    "0.0.0.0/0,198.51.100.1",
    "2001:db8::/33,2001:db8:7fff::1",
    "::1,::1",
    "203.0.113.0/24,::ffff:203.0.113.9"
  })
  void contains(String cidr, String address) {
    assertThat(AddressRange.parse(cidr).contains(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24,203.0.114.1",
    "203.0.113.128/25,203.0.113.127",
    "203.0.113.7/32,203.0.113.8",
    "2001:db8::/33,2001:db8:8000::1",
    "0.0.0.0/0,2001:db8::1",
    "::/0,203.0.113.1"
  })
  void doesNotContain(String cidr, String address) {
    assertThat(AddressRange.parse(cidr).contains(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pbx.example",
        "203.0.113.0/33",
        "203.0.113/24",
        "::/129",
        "1.2.3.4/",
        "1.2.3.4/-1"
      })
  void refusesWhatIsNoCidr(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a CIDR such as 203.0.113.0/24, not " + text);
  }
}
