package dev.ringbus.dialect.mts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a prompt as the seed has it: that of a file which was uploaded in the cabinet,
 * without its extension. Which files there are, nobody here can know.
 */
final class PromptName {

  /** Letters after a dot; {@code v1.2} has none, and may well be a name. */
  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{1,4}$");

  private PromptName() {}

  /** Why MTS would not find it, as the end of "play takes …"; empty if it may. */
  static Optional<String> fault(String file) {
    if (file.contains("/") || file.contains("\\")) {
      return Optional.of("the name of a file on MTS, not a path with / or \\");
    }
    if (file.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("the name of a file on MTS, not one with control characters");
    }
    Matcher extension = EXTENSION.matcher(file);
    return extension.find()
        ? Optional.of("the name of a file without extension on MTS, not with " + extension.group())
        : Optional.empty();
  }
}
