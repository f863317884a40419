package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The access keys that were given out. A key is signed, so that one of an earlier run for the same
 * API key is known for what it is: expired. Any thread may use them.
 */
final class AccessKeys {

  private static final int NONCE = 16;

  private final Clock clock;
  private final Duration life;
  private final Secret apiKey;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new HashMap<>();
  private long given;

  /** What a key is worth. */
  enum Worth {
    VALID,
    EXPIRED,
    UNKNOWN
  }

  /**
   * @param life of each
   * @param apiKey that they are given for
   */
  AccessKeys(Clock clock, Duration life, Secret apiKey) {
    this.clock = clock;
    this.life = life;
    this.apiKey = apiKey;
  }

  synchronized String give() {
    byte[] bytes = new byte[NONCE];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    String key = nonce + signature(nonce);
    ends.put(key, clock.instant().plus(life));
    given++;
    return key;
  }

  synchronized Worth worth(String key) {
    Instant end = ends.get(key);
    if (end == null) {
      return isSigned(key) ? Worth.EXPIRED : Worth.UNKNOWN;
    }
    return clock.instant().isBefore(end) ? Worth.VALID : Worth.EXPIRED;
  }

  private boolean isSigned(String key) {
    int nonce = 2 * NONCE;
    return key.length() > nonce && key.substring(nonce).equals(signature(key.substring(0, nonce)));
  }

  private String signature(String nonce) {
    try {
      byte[] signed = (nonce + apiKey.value()).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed);
      return HexFormat.of().formatHex(hash, 0, NONCE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Lets a key run out now. */
  synchronized void expire(String key) {
    ends.computeIfPresent(key, (_, _) -> Instant.MIN);
  }

  /** Lets all keys run out now. */
  synchronized void expireAll() {
    ends.replaceAll((_, _) -> Instant.MIN);
  }

  synchronized long given() {
    return given;
  }
}
