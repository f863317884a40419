package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicInternetTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, an unspecified",
    "0.1.2.3, an unspecified",
    "127.0.0.1, a loopback",
    "127.255.255.254, a loopback",
    "10.0.0.1, a private",
    "172.16.0.1, a private",
    "172.31.255.255, a private",
    "192.168.1.1, a private",
    "100.64.0.1, a carrier's internal",
    "100.127.255.255, a carrier's internal",
    "100.100.100.200, a metadata",
    "169.254.0.1, a link-local",
    "169.254.169.254, a metadata",
    "169.254.170.2, a metadata",
    "168.63.129.16, a metadata",
    "192.0.0.192, a metadata",
    "192.0.0.8, a reserved",
    "192.0.2.1, a reserved",
    "192.88.99.1, a reserved",
    "198.18.0.1, a reserved",
    "198.19.255.255, a reserved",
    "198.51.100.1, a reserved",
    "203.0.113.1, a reserved",
    "224.0.0.1, a multicast",
    "239.255.255.255, a multicast",
    "240.0.0.1, a reserved",
    "255.255.255.255, a reserved",
    "::, an unspecified",
    "::1, a loopback",
    "fe80::1, a link-local",
    "febf::1, a link-local",
    "fec0::1, a private",
    "fc00::1, a private",
    "fdff::1, a private",
    "fd00:ec2::254, a metadata",
    "fd20:ce::254, a metadata",
    "ff02::1, a multicast",
    "64:ff9b:1::7f00:1, a private",
    "100::1, a reserved",
    "2001::1, a reserved",
    "2001:0:7f00:1::, a reserved",
    "2001:db8::1, a reserved",
    "3fff::1, a reserved",
    "4000::1, a reserved",
    "5f00::1, a reserved",
    // Addresses of IPv4 in other clothes.
    "::127.0.0.1, a loopback",
    "::10.0.0.1, a private",
    "::ffff:127.0.0.1, a loopback",
    "::ffff:a00:1, a private",
    "::ffff:0:127.0.0.1, a loopback",
    "64:ff9b::127.0.0.1, a loopback",
    "64:ff9b::a9fe:a9fe, a metadata",
    "2002:7f00:1::, a loopback",
    "2002:a9fe:a9fe::1, a metadata",
    "2002:c0a8:101:1::1, a private",
  })
  void objectsTo(String address, String kind) {
    assertThat(PublicInternet.objection(InetAddress.ofLiteral(address))).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "2a00:1450:4001:800::1",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "::ffff:8.8.8.8"
      })
  void hasNothingAgainst(String address) {
    assertThat(PublicInternet.objection(InetAddress.ofLiteral(address))).isEmpty();
  }

  @Test
  void objectsToAMappedAddressHoweverTheJdkHoldsIt() throws UnknownHostException {
    byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");

    assertThat(PublicInternet.objection(InetAddress.getByAddress(mapped))).contains("a loopback");
  }
}
