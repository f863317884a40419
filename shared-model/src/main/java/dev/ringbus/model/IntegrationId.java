package dev.ringbus.model;

import java.util.regex.Pattern;

/**
 * The name of one connected PBX account: part of its URL and of the call key, hence the narrow
 * alphabet, {@code [a-z0-9][a-z0-9-]{0,62}}.
 */
public record IntegrationId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public IntegrationId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "an integration is named [a-z0-9][a-z0-9-]{0,62}, not " + value);
    }
  }

  /** Whether {@code value} may name an integration. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
