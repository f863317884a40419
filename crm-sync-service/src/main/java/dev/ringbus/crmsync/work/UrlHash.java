package dev.ringbus.crmsync.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A url in the name of a delivery: short, and without what may be secret in it. */
final class UrlHash {

  private static final int BYTES = 16;

  private UrlHash() {}

  /** The first 128 bits of its SHA-256, in hexadecimal. */
  static String of(String url) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
