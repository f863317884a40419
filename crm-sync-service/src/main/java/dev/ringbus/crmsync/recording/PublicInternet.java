package dev.ringbus.crmsync.recording;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells the addresses that anybody may be asked at from those that only this machine, this network
 * or this cloud has. After the special-purpose registries of IANA for IPv4 and IPv6, with the
 * addresses at which clouds give their machines credentials.
 */
final class PublicInternet {

  private record Special(AddressBlock block, String kind) {}

  /** The first that fits counts. */
  private static final List<Special> IPV4 =
      List.of(
          special("0.0.0.0/8", "an unspecified"),
          special("127.0.0.0/8", "a loopback"),
          special("169.254.169.254/32", "a metadata"),
          special("169.254.170.2/32", "a metadata"),
          special("100.100.100.200/32", "a metadata"),
          special("168.63.129.16/32", "a metadata"),
          special("192.0.0.192/32", "a metadata"),
          special("169.254.0.0/16", "a link-local"),
          special("10.0.0.0/8", "a private"),
          special("172.16.0.0/12", "a private"),
          special("192.168.0.0/16", "a private"),
          special("100.64.0.0/10", "a carrier's internal"),
          special("224.0.0.0/4", "a multicast"),
          special("192.0.0.0/24", "a reserved"),
          special("192.0.2.0/24", "a reserved"),
          special("192.88.99.0/24", "a reserved"),
          special("198.18.0.0/15", "a reserved"),
          special("198.51.100.0/24", "a reserved"),
          special("203.0.113.0/24", "a reserved"),
          special("240.0.0.0/4", "a reserved"));

  private static final List<Special> IPV6 =
      List.of(
          special("::/128", "an unspecified"),
          special("::1/128", "a loopback"),
          special("fd00:ec2::254/128", "a metadata"),
          special("fd20:ce::254/128", "a metadata"),
          special("fc00::/7", "a private"),
          special("fe80::/10", "a link-local"),
          special("fec0::/10", "a private"),
          special("ff00::/8", "a multicast"),
          special("64:ff9b:1::/48", "a private"),
          special("2001::/23", "a reserved"),
          special("2001:db8::/32", "a reserved"),
          special("3fff::/20", "a reserved"));

  /** Where all addresses of the internet are that were ever given to anybody. */
  private static final AddressBlock GLOBAL_IPV6 = AddressBlock.of("2000::/3");

  private record Embedding(AddressBlock block, int offset) {}

  /**
   * Addresses of IPv6 that are really one of IPv4, and where it is in them. One that is mapped
   * ({@code ::ffff:127.0.0.1}) is not among them: to Java it is an address of IPv4.
   */
  private static final List<Embedding> EMBEDDINGS =
      List.of(
          new Embedding(AddressBlock.of("::/96"), 12),
          new Embedding(AddressBlock.of("::ffff:0:0:0/96"), 12),
          new Embedding(AddressBlock.of("64:ff9b::/96"), 12),
          new Embedding(AddressBlock.of("2002::/16"), 2));

  private PublicInternet() {}

  /**
   * What kind of address this is, with its article, if it is not of the public internet; an address
   * of IPv4 inside one of IPv6 is judged as that.
   */
  static Optional<String> objection(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return kind(IPV4, bytes);
    }
    Optional<String> kind = kind(IPV6, bytes);
    if (kind.isPresent()) {
      return kind;
    }
    for (Embedding embedding : EMBEDDINGS) {
      if (embedding.block().has(bytes)) {
        return kind(IPV4, Arrays.copyOfRange(bytes, embedding.offset(), embedding.offset() + 4));
      }
    }
    return GLOBAL_IPV6.has(bytes) ? Optional.empty() : Optional.of("a reserved");
  }

  private static Optional<String> kind(List<Special> specials, byte[] address) {
    return specials.stream()
        .filter(special -> special.block().has(address))
        .map(Special::kind)
        .findFirst();
  }

  private static Special special(String cidr, String kind) {
    return new Special(AddressBlock.of(cidr), kind);
  }
}
