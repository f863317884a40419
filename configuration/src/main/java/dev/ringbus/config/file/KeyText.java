package dev.ringbus.config.file;

import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import java.util.Optional;

/** A key that guards the hub: written out, or where it is found. */
public sealed interface KeyText {

  /** The length below which a key may be guessed. */
  int SHORTEST = 16;

  /** Written out in the file. */
  record Literal(Secret key) implements KeyText {}

  /** Found elsewhere. */
  record Reference(SecretRef ref) implements KeyText {}

  /** What is wrong with the key, never the key itself; empty if it is strong enough. */
  static Optional<String> weakness(Secret key) {
    String text = key.value();
    if (text.codePoints().anyMatch(Character::isWhitespace)) {
      return Optional.of("expected a key without spaces, found one with spaces");
    }
    int length = text.codePointCount(0, text.length());
    return length < SHORTEST
        ? Optional.of(
            "expected a key of " + SHORTEST + " characters or more, found one of " + length)
        : Optional.empty();
  }
}
