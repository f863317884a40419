package dev.ringbus.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers made of what they identify, so that a redelivered event has the id of the first: the
 * first 32 hex digits of a SHA-256. Each part is hashed with its length, hence {@code ("ab", "c")}
 * and {@code ("a", "bc")} differ.
 */
public final class EventIds {

  private static final int ABSENT = -1;

  private static final int BYTES = 16;

  private EventIds() {}

  /** The id of these parts, in this order; a part that is absent differs from an empty one. */
  public static String of(@Nullable String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      add(digest, part == null ? null : part.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /**
   * The id of one request as it came, for a call that its vendor does not name: method, path,
   * query, body, and the time of receipt.
   */
  public static String ofRequest(PbxRequest request) {
    MessageDigest digest = sha256();
    add(digest, request.method().getBytes(StandardCharsets.UTF_8));
    add(digest, request.path().getBytes(StandardCharsets.UTF_8));
    add(digest, request.rawQuery().getBytes(StandardCharsets.UTF_8));
    add(digest, request.body().bytes());
    add(digest, request.receivedAt().toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static void add(MessageDigest digest, byte @Nullable [] part) {
    int length = part == null ? ABSENT : part.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    if (part != null) {
      digest.update(part);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
