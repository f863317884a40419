package dev.ringbus.crmsync.recording;

import java.net.InetAddress;

/** Addresses that share their first bits. */
final class AddressBlock {

  private final byte[] network;
  private final int bits;

  private AddressBlock(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** Of a CIDR such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
  static AddressBlock of(String cidr) {
    int slash = cidr.indexOf('/');
    return new AddressBlock(
        InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
        Integer.parseInt(cidr.substring(slash + 1)));
  }

  /** Whether this address, of as many bytes as this block's, is one of them. */
  boolean has(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >>> (bit % 8);
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
