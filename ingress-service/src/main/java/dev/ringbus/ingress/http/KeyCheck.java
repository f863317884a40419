package dev.ringbus.ingress.http;

import dev.ringbus.model.KeyDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A {@link KeyDigest} made ready to be compared with the key of each request: the text of the
 * digest is read once, and the salt is hashed once.
 */
final class KeyCheck {

  private final MessageDigest salted;
  private final byte[] expected;

  private KeyCheck(MessageDigest salted, byte[] expected) {
    this.salted = salted;
    this.expected = expected;
  }

  /**
   * The check of that digest.
   *
   * @throws IllegalArgumentException if it is not in Base64
   */
  static KeyCheck of(KeyDigest digest) {
    MessageDigest salted = sha256();
    salted.update(Base64.getDecoder().decode(digest.salt()));
    return new KeyCheck(salted, Base64.getDecoder().decode(digest.sha256()));
  }

  /** Whether {@code key} is the right one; takes the same time for every wrong key. */
  boolean matches(String key) {
    MessageDigest digest;
    try {
      digest = (MessageDigest) salted.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own SHA-256 can be copied", e);
    }
    return MessageDigest.isEqual(expected, digest.digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
