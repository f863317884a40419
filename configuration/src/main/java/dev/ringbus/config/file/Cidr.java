package dev.ringbus.config.file;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses, {@code 203.0.113.0/24} or {@code 2001:db8::/32}.
 *
 * @param text as it stands in the file
 */
public record Cidr(String text) {

  static final String EXPECTED =
      "a range of addresses such as 203.0.113.0/24 or 2001:db8::/32 (203.0.113.7/32 is one"
          + " address)";

  private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";

  private static final Pattern FORM =
      Pattern.compile(
          "(" + OCTET + "(?:\\." + OCTET + "){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)/([0-9]{1,3})");

  static Cidr parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    InetAddress address = address(matcher.group(1));
    byte[] bytes = address.getAddress();
    int prefix = Integer.parseInt(matcher.group(2));
    if (prefix > bytes.length * 8) {
      throw new IllegalArgumentException(
          "a prefix of at most " + bytes.length * 8 + " bits after the slash");
    }
    byte[] network = network(bytes, prefix);
    if (!Arrays.equals(network, bytes)) {
      throw new IllegalArgumentException(
          "no bits after the first %d, as in %s/%d".formatted(prefix, written(network), prefix));
    }
    return new Cidr(text);
  }

  private static InetAddress address(String literal) {
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      // An IPv4 address inside an IPv6 one is taken for an IPv4 address: it is written as one.
      if (literal.contains(":") == address instanceof Inet6Address) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  private static byte[] network(byte[] address, int prefix) {
    byte[] network = address.clone();
    for (int bit = prefix; bit < network.length * 8; bit++) {
      network[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return network;
  }

  private static String written(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + address.length + " bytes", e);
    }
  }
}
