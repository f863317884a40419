package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SenderAddressTest {

  private final SenderAddress behindProxies =
      new SenderAddress(
          List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("2001:db8::/32")));

  @Test
  void isThePeerWithoutTrustedProxies() {
    SenderAddress direct = new SenderAddress(List.of());

    assertThat(direct.find(peer("198.51.100.1"), () -> List.of("203.0.113.7")))
        .contains(address("198.51.100.1"));
  }

  @Test
  void isThePeerIfThatIsNoTrustedProxy() {
    assertThat(behindProxies.find(peer("198.51.100.1"), () -> List.of("203.0.113.7")))
        .contains(address("198.51.100.1"));
  }

  @Test
  void isWhomTheTrustedProxyNames() {
    assertThat(sender("203.0.113.7")).contains(address("203.0.113.7"));
    assertThat(sender("203.0.113.7:51234")).contains(address("203.0.113.7"));
    assertThat(sender("[2001:db9::7]:51234")).contains(address("2001:db9::7"));
    assertThat(sender("2001:db9::7")).contains(address("2001:db9::7"));
  }

  @Test
  void isTheLastThatIsNoProxyWhateverWasClaimedBefore() {
    assertThat(sender("192.0.2.1, 203.0.113.7, 10.0.0.2")).contains(address("203.0.113.7"));
    assertThat(
            behindProxies.find(
                peer("10.0.0.1"), () -> List.of("192.0.2.1", "203.0.113.7", "2001:db8::2")))
        .contains(address("203.0.113.7"));
  }

  @Test
  void isTheFirstProxyIfAllAreProxies() {
    assertThat(sender("10.0.0.3, 10.0.0.2")).contains(address("10.0.0.3"));
  }

  @Test
  void isTheProxyItselfIfItNamesNobody() {
    assertThat(behindProxies.find(peer("10.0.0.1"), () -> List.of())).contains(address("10.0.0.1"));
  }

  @Test
  void isUnknownIfTheProxySaysWhatCannotBeRead() {
    assertThat(sender("203.0.113.7, unknown")).isEmpty();
    assertThat(sender("203.0.113.7, ")).isEmpty();
    assertThat(behindProxies.find(null, () -> List.of("203.0.113.7"))).isEmpty();
  }

  private Optional<InetAddress> sender(String forwardedFor) {
    return behindProxies.find(peer("10.0.0.1"), () -> List.of(forwardedFor));
  }

  private static InetSocketAddress peer(String address) {
    return new InetSocketAddress(address(address), 40000);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
