package dev.ringbus.ingress.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request: the peer of the connection, or, where the peer is a proxy that the settings
 * name, whom {@code X-Forwarded-For} names. Anybody can write that header, so that it counts only
 * as far as trusted proxies have added to it: from its end to the first address that is not one of
 * them.
 */
final class SenderAddress {

  private final List<AddressRange> trustedProxies;

  SenderAddress(List<AddressRange> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * The sender; empty if a trusted proxy does not say it in a way that can be read.
   *
   * @param forwardedFor the values of {@code X-Forwarded-For}, in the order they came; looked for
   *     only if the peer is trusted
   */
  Optional<InetAddress> find(
      @Nullable InetSocketAddress peer, Supplier<List<String>> forwardedFor) {
    if (peer == null || peer.getAddress() == null) {
      return Optional.empty();
    }
    InetAddress address = peer.getAddress();
    return isTrusted(address) ? behind(address, forwardedFor.get()) : Optional.of(address);
  }

  private Optional<InetAddress> behind(InetAddress proxy, List<String> forwardedFor) {
    if (forwardedFor.isEmpty()) {
      return Optional.of(proxy);
    }
    InetAddress address = proxy;
    String[] hops = String.join(",", forwardedFor).split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      Optional<InetAddress> hop = literal(hops[i].strip());
      if (hop.isEmpty() || !isTrusted(hop.get())) {
        return hop;
      }
      address = hop.get();
    }
    return Optional.of(address);
  }

  private boolean isTrusted(InetAddress address) {
    for (AddressRange range : trustedProxies) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** An address with or without a port: some proxies add it. */
  private static Optional<InetAddress> literal(String hop) {
    String host = hop;
    if (hop.startsWith("[") && hop.indexOf(']') > 0) {
      host = hop.substring(1, hop.indexOf(']'));
    } else if (hop.indexOf('.') > 0 && hop.indexOf(':') > 0) {
      host = hop.substring(0, hop.indexOf(':'));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
