package dev.ringbus.config.file;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** Who can be reached at an address. */
public enum Reach {
  /** This host itself. */
  LOOPBACK,
  /** Private, link-local and shared addresses, which mean something else wherever they are used. */
  INSIDE,
  OUTSIDE,
  /** An address of nobody, or of many. */
  NO_HOST;

  /** The reach of an address as it stands in a URL; empty if it is none, or written oddly. */
  public static Optional<Reach> of(String host) {
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    String literal = isBracketed ? host.substring(1, host.length() - 1) : host;
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      // An IPv4 address inside an IPv6 one is taken for the former, and so are fewer than four
      // parts.
      boolean isWhole =
          isBracketed ? address instanceof Inet6Address : address.getHostAddress().equals(literal);
      return isWhole ? Optional.of(of(address)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Reach of(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return NO_HOST;
    }
    byte[] bytes = address.getAddress();
    boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean isShared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal || isShared
        ? INSIDE
        : OUTSIDE;
  }
}
