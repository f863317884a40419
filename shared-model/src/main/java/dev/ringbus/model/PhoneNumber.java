package dev.ringbus.model;

/**
 * A party of a call, compared by equals: {@code +} and digits when the full international form is
 * known, otherwise an extension or a national number as the vendor gave it ({@code 000*306}, {@code
 * 306}).
 */
public record PhoneNumber(String value) {

  public PhoneNumber {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a number is never blank: an anonymous party is absent");
    }
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
