package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.PhoneNumber;

/**
 * Whether two numbers are the same subscriber's, however they are written: {@code +7…}, with the
 * trunk prefix {@code 8…}, or without any. A CRM has numbers as people typed them, a PBX as it
 * dialled them.
 */
final class Subscribers {

  /** Fewer digits are an extension, or cannot be told from one. */
  private static final int FEWEST_DIGITS = 9;

  /** Of a Russian number with a trunk prefix, and of a Belarusian one. */
  private static final int DIGITS_WITH_PREFIX = 11;

  private Subscribers() {}

  static boolean areSame(PhoneNumber one, PhoneNumber other) {
    if (digits(one).equals(digits(other))) {
      return true;
    }
    if (one.isInternational() && other.isInternational()) {
      return false;
    }
    String first = significant(one);
    String second = significant(other);
    String shorter = first.length() <= second.length() ? first : second;
    String longer = first.length() <= second.length() ? second : first;
    return shorter.length() >= FEWEST_DIGITS && longer.endsWith(shorter);
  }

  /** Whether it is of a form that only means something inside a company. */
  static boolean isExtension(PhoneNumber number) {
    return digits(number).length() < FEWEST_DIGITS || number.value().contains("*");
  }

  private static String digits(PhoneNumber number) {
    String digits = number.value().replaceAll("[^0-9*#]", "");
    return digits.isEmpty() ? number.value() : digits;
  }

  private static String significant(PhoneNumber number) {
    String digits = digits(number);
    if (number.isInternational() || digits.length() != DIGITS_WITH_PREFIX) {
      return digits;
    }
    if (digits.startsWith("80")) {
      return digits.substring(2); // no Russian area code begins with 0, so that it is Belarusian
    }
    return digits.startsWith("8") || digits.startsWith("7") ? digits.substring(1) : digits;
  }
}
