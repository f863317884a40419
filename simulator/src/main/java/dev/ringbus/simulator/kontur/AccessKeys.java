package dev.ringbus.simulator.kontur;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The access keys that were given out. Any thread may use them. */
final class AccessKeys {

  private static final int BYTES = 24;

  private final Clock clock;
  private final Duration life;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new HashMap<>();
  private long given;

  /** What a key is worth. */
  enum Worth {
    VALID,
    EXPIRED,
    UNKNOWN
  }

  AccessKeys(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  synchronized String give() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String key = HexFormat.of().formatHex(bytes);
    ends.put(key, clock.instant().plus(life));
    given++;
    return key;
  }

  synchronized Worth worth(String key) {
    Instant end = ends.get(key);
    if (end == null) {
      return Worth.UNKNOWN;
    }
    return clock.instant().isBefore(end) ? Worth.VALID : Worth.EXPIRED;
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
