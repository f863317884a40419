package dev.ringbus.dialect.mts;

import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Platform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A call as MTS's wire names it: {@code CallID}, an int64. Zero names no call; the platform sends
 * it in its activation test.
 *
 * <p>Calls of other platforms have ids that are no int64, and yet CRMs are told of them over this
 * wire. {@link #of} gives each such call a number that every instance of the hub works out alike,
 * so that nobody has to keep a table.
 */
public record MtsCallId(long value) {

  /** What an activation test carries in place of a call. */
  static final MtsCallId NO_CALL = new MtsCallId(0);

  /** As many as an int64 can have; more of them would be zeros in front. */
  private static final int MOST_DIGITS = 19;

  /**
   * The number of a call of any platform. MTS's own stands for itself. Any other is hashed with its
   * integration, also where it looks like a number, since two PBXs number their calls alike: the
   * first eight bytes of the SHA-256 of the call key, without the sign bit, and 1 in the one case
   * that this is zero.
   */
  public static MtsCallId of(CallKey key, Platform platform) {
    String id = key.callId().value();
    return parse(id)
        .filter(_ -> platform.equals(Mts.PLATFORM))
        .filter(number -> number.value != 0 && Long.toString(number.value).equals(id))
        .orElseGet(() -> hashed(key));
  }

  /** The number that the text is; empty if the text is no int64 in decimal. */
  public static Optional<MtsCallId> parse(String text) {
    if (!isInteger(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new MtsCallId(Long.parseLong(text)));
    } catch (NumberFormatException _) {
      return Optional.empty(); // nineteen digits, and more than an int64 holds
    }
  }

  /** By hand, since each poll is read and answered by it: a sign perhaps, then digits of ASCII. */
  private static boolean isInteger(String text) {
    int begin = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int digits = text.length() - begin;
    for (int at = begin; at < text.length(); at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    return digits > 0 && digits <= MOST_DIGITS;
  }

  /** The id of a call of MTS itself. */
  public CallId callId() {
    return new CallId(toString());
  }

  /** The digits, as in the path of a poll. */
  @Override
  public String toString() {
    return Long.toString(value);
  }

  private static MtsCallId hashed(CallKey key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(key.toString().getBytes(StandardCharsets.UTF_8));
      return new MtsCallId(Math.max(1, ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
