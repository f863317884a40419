package dev.ringbus.ingress.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows to prove that it may come in.
 *
 * @param keys readings of the query parameter {@code key}: one, or two where it holds a plus sign
 */
public record Credentials(List<String> keys, Optional<Basic> basic) {

  private static final String SCHEME = "basic ";

  public Credentials {
    keys = List.copyOf(keys);
  }

  /** A user and a password by HTTP's Basic scheme. */
  public record Basic(String user, String password) {

    @Override
    public String toString() {
      return user + ":***";
    }
  }

  static Credentials of(RawQuery query, @Nullable String authorization) {
    return new Credentials(
        query.keys(), Optional.ofNullable(authorization).flatMap(Credentials::basic));
  }

  /** Empty if the header is of another scheme, or not well-formed. */
  private static Optional<Basic> basic(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Basic(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** How many there are: keys and passwords do not print themselves. */
  @Override
  public String toString() {
    return keys.size() + " keys, " + basic.map(Basic::toString).orElse("no Basic");
  }
}
