package dev.ringbus.simulator.mts;

import dev.ringbus.model.PhoneNumber;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a call, as the platform writes it: numbers without {@code +}, nobody as nothing.
 *
 * @param an who calls
 * @param un the universal number: the client's own
 * @param dn1 who was forwarded to, or on an outgoing call who is called
 * @param dn2 whom the operator forwarded to
 * @param ext1 the short number that was forwarded to
 * @param ext2 the short number that the operator forwarded to
 */
record Legs(String an, String un, String dn1, String dn2, String ext1, String ext2) {

  static Legs between(String an, String un) {
    return new Legs(an, un, "", "", "", "");
  }

  Legs from(String presented) {
    return new Legs(presented, un, dn1, dn2, ext1, ext2);
  }

  Legs toNumber(String dn) {
    return new Legs(an, un, dn, "", "", "");
  }

  Legs toShort(String ext) {
    return new Legs(an, un, "", "", ext, "");
  }

  Legs passedOnTo(String ext) {
    return new Legs(an, un, dn1, "", ext1, ext);
  }

  /** Whether it was forwarded to a short number. */
  boolean isShort() {
    return !ext1.isEmpty();
  }

  /** The employee on the latest leg; null before there is one. */
  @Nullable PhoneNumber agent() {
    return first(ext2, dn2, ext1, dn1);
  }

  /** The operator who passed the caller on; null before one did. */
  @Nullable PhoneNumber passedOnBy() {
    return first(ext2, dn2) == null ? null : first(ext1, dn1);
  }

  private static @Nullable PhoneNumber first(String... numbers) {
    return Stream.of(numbers)
        .filter(number -> !number.isEmpty())
        .findFirst()
        .map(PhoneNumber::readInternational)
        .orElse(null);
  }
}
