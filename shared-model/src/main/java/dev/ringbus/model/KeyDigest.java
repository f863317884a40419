package dev.ringbus.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the hub keeps of a key that guards it: enough to recognise it, not to use it. Keys are
 * random strings of 16 characters or more, so a salted SHA-256 is as good as a slow hash and does
 * not cost a slow hash's time on each request.
 *
 * @param salt Base64
 * @param sha256 Base64 of SHA-256 over the salt and the key's UTF-8 bytes
 */
public record KeyDigest(String salt, String sha256) {

  /**
   * The digest of no key: 32 zero bytes. Comparing with it costs what any comparison costs, so that
   * time does not tell that there is nothing to compare with.
   */
  public static final KeyDigest NOBODY =
      new KeyDigest("AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

  /** The digest of {@code key} under {@code salt}. */
  public static KeyDigest of(String key, byte[] salt) {
    return new KeyDigest(
        Base64.getEncoder().encodeToString(salt),
        Base64.getEncoder().encodeToString(hash(key, salt)));
  }

  /** Whether {@code key} is the one this was made of; takes the same time for every wrong key. */
  public boolean matches(String key) {
    return MessageDigest.isEqual(
        Base64.getDecoder().decode(sha256), hash(key, Base64.getDecoder().decode(salt)));
  }

  private static byte[] hash(String key, byte[] salt) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return digest.digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
