package dev.ringbus.ingress.http;

import dev.ringbus.model.Integration;
import dev.ringbus.model.KeyDigest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Who may send requests to an integration. A gate takes the same steps whether or not it opens, and
 * an integration that does not exist has one too, so that neither answer nor time tells which names
 * exist.
 */
public final class Gate {

  private static final Gate CLOSED =
      new Gate(KeyCheck.of(KeyDigest.NOBODY), false, Optional.empty(), List.of());

  private final KeyCheck key;
  private final boolean signed;
  private final Optional<byte[]> requiredUser;
  private final List<AddressRange> allowFrom;

  private Gate(
      KeyCheck key, boolean signed, Optional<byte[]> requiredUser, List<AddressRange> allowFrom) {
    this.key = key;
    this.signed = signed;
    this.requiredUser = requiredUser;
    this.allowFrom = allowFrom;
  }

  /** Nobody. */
  public static Gate closed() {
    return CLOSED;
  }

  /**
   * Whoever has the integration's key and one of its addresses.
   *
   * @param signed whether the dialect itself finds out who sent a request, so that no key is needed
   * @throws IllegalArgumentException if one of its CIDRs is none, or its digest is not in Base64
   */
  public static Gate of(Integration integration, boolean signed) {
    return new Gate(
        KeyCheck.of(integration.keyDigest() == null ? KeyDigest.NOBODY : integration.keyDigest()),
        signed,
        Optional.ofNullable(integration.user()).map(Gate::bytes),
        integration.allowFrom().stream().map(AddressRange::parse).toList());
  }

  /** Whether the request may come in. */
  public boolean admits(Arrival arrival) {
    return admits(arrival.credentials(), arrival.sender());
  }

  /** Whether a request that shows this, and comes from there, may come in. */
  public boolean admits(Credentials credentials, Optional<InetAddress> sender) {
    // Each is found out before any counts.
    boolean fromThere = mayComeFrom(sender);
    boolean withKey = showsKey(credentials);
    return fromThere && (signed || withKey);
  }

  private boolean mayComeFrom(Optional<InetAddress> from) {
    return allowFrom.isEmpty()
        || from.filter(sender -> allowFrom.stream().anyMatch(range -> range.contains(sender)))
            .isPresent();
  }

  private boolean showsKey(Credentials credentials) {
    boolean shown = false;
    for (String candidate : credentials.keys()) {
      shown |= key.matches(candidate);
    }
    Credentials.Basic basic = credentials.basic().orElse(null);
    if (basic != null) {
      boolean user = isUser(basic.user());
      boolean password = key.matches(basic.password());
      shown |= user && password;
    } else if (credentials.keys().isEmpty()) {
      shown |= key.matches("");
    }
    return shown;
  }

  private boolean isUser(String name) {
    return requiredUser.isEmpty() || MessageDigest.isEqual(requiredUser.get(), bytes(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
