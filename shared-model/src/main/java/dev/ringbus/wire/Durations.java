package dev.ringbus.wire;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations on our own wires: ISO 8601 in seconds alone, {@code PT102S}, {@code PT0.25S}. */
public final class Durations {

  private Durations() {}

  /** The text of a duration; {@link Duration#parse} reads it back. */
  public static String write(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    return "PT" + seconds.toPlainString() + "S";
  }
}
