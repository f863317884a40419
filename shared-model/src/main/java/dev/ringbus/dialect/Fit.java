package dev.ringbus.dialect;

import dev.ringbus.model.Decision;
import java.util.List;

/**
 * What a PBX can do of what it was asked to do.
 *
 * @param decision what remains, in order; perhaps nothing
 * @param dropped for each instruction or field that does not remain, why, as a sentence that begins
 *     with the instruction's name, for example {@code forward takes one number here, not 3}
 */
public record Fit(Decision decision, List<String> dropped) {

  public Fit {
    dropped = List.copyOf(dropped);
  }

  /** Everything can be done. */
  public static Fit whole(Decision decision) {
    return new Fit(decision, List.of());
  }

  public boolean isWhole() {
    return dropped.isEmpty();
  }
}
