package dev.ringbus.model;

import org.jspecify.annotations.Nullable;

/**
 * One end of a leg.
 *
 * @param number of the client, or the number or extension of the employee; absent when hidden
 */
public record Party(Kind kind, @Nullable PhoneNumber number) {

  /** On which side of the PBX a party is. */
  public enum Kind implements WireName {
    CLIENT("client"),
    EMPLOYEE("employee");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  public static Party client(@Nullable PhoneNumber number) {
    return new Party(Kind.CLIENT, number);
  }

  public static Party employee(@Nullable PhoneNumber number) {
    return new Party(Kind.EMPLOYEE, number);
  }
}
