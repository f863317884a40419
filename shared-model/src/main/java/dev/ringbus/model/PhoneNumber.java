package dev.ringbus.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A party of a call, compared by equals: {@code +} and digits when the full international form is
 * known, otherwise an extension or a national number as the vendor gave it ({@code 000*306}, {@code
 * 306}).
 */
public record PhoneNumber(String value) {

  /** What PBXs write where a number is withheld or unknown, in lower case. */
  private static final Set<String> NOBODY =
      Set.of(
          "anonymous",
          "anonymous@anonymous.invalid",
          "blocked",
          "hidden",
          "none",
          "null",
          "private",
          "restricted",
          "unavailable",
          "unknown",
          "withheld");

  private static final Pattern LOST_PLUS = Pattern.compile(" [0-9].*");

  private static final Pattern PUNCTUATED = Pattern.compile("\\+[0-9][0-9 ().-]*");

  private static final Pattern PUNCTUATION = Pattern.compile("[ ().-]");

  /**
   * Eleven digits or more, since ten are as often a national number. Eleven that begin with 8 are
   * left out: in Russia that is the trunk prefix, and nothing tells it from the country codes 8x.
   */
  private static final Pattern E164_WITHOUT_PLUS =
      Pattern.compile("[1-79][0-9]{10}|[1-9][0-9]{11,14}");

  public PhoneNumber {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a number is never blank: an anonymous party is absent");
    }
  }

  /**
   * A vendor's number in canonical form, from a vendor whose numbers without {@code +} may be
   * anything. A number with a {@code +} loses its punctuation; any other stays as it came. One
   * space and then a digit was a {@code +} before somebody decoded it as a form's space. Null where
   * there is no number: nothing, blanks, or a word such as {@code anonymous}.
   */
  public static @Nullable PhoneNumber read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String number =
        LOST_PLUS.matcher(text).matches() ? "+" + text.substring(1).strip() : text.strip();
    if (number.isBlank() || NOBODY.contains(number.toLowerCase(Locale.ROOT))) {
      return null;
    }
    return new PhoneNumber(
        PUNCTUATED.matcher(number).matches() ? PUNCTUATION.matcher(number).replaceAll("") : number);
  }

  /**
   * As {@link #read}, from a vendor that writes international numbers without their {@code +}:
   * {@code 74952345678} is {@code +74952345678}, while {@code 306} and {@code 4952345678} stay.
   */
  public static @Nullable PhoneNumber readInternational(@Nullable String text) {
    PhoneNumber number = read(text);
    return number != null && E164_WITHOUT_PLUS.matcher(number.value).matches()
        ? new PhoneNumber("+" + number.value)
        : number;
  }

  /**
   * As a vendor writes it that leaves out the {@code +}, which is kept where {@link
   * #readInternational} would not give it back.
   */
  public String writeInternational() {
    return equals(readInternational(withoutPlus())) ? withoutPlus() : value;
  }

  /** Whether this is in full international form, {@code +} and digits. */
  public boolean isInternational() {
    return value.charAt(0) == '+';
  }

  /** The number without its {@code +}, as most vendors write it. */
  public String withoutPlus() {
    return isInternational() ? value.substring(1) : value;
  }

  @Override
  public String toString() {
    return value;
  }
}
