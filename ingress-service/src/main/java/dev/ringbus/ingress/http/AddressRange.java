package dev.ringbus.ingress.http;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that share their first bits, written as a CIDR: {@code 203.0.113.0/24}, {@code
 * 2001:db8::/32}. Without a prefix length it is one address.
 */
public final class AddressRange {

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a CIDR; never asks a name server.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static AddressRange parse(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      byte[] address = literal(slash < 0 ? cidr : cidr.substring(0, slash)).getAddress();
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
      if (bits >= 0 && bits <= address.length * 8) {
        return new AddressRange(address, bits);
      }
    } catch (IllegalArgumentException _) {
      // Said below, in the same words for each fault.
    }
    throw new IllegalArgumentException("expected a CIDR such as 203.0.113.0/24, not " + cidr);
  }

  /** All four numbers of IPv4: the JDK would take two for an address as well. */
  private static InetAddress literal(String text) {
    if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    return InetAddress.ofLiteral(text);
  }

  /** Whether the address is one of these; an IPv4 address is never in a range of IPv6. */
  public boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    if (Arrays.mismatch(network, 0, whole, other, 0, whole) >= 0) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((network[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0;
  }
}
