package dev.ringbus.crm.kontur;

import dev.ringbus.model.PhoneNumber;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which user of the CRM has which number in the PBX. The vendor leaves this correspondence to the
 * integration.
 */
public final class KonturUsers {

  private final Map<String, PhoneNumber> numbers;
  private final Map<PhoneNumber, String> users = new HashMap<>();

  /**
   * @param numbers by user id; of two users with one number the first is meant by it
   */
  public KonturUsers(Map<String, PhoneNumber> numbers) {
    this.numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    numbers.forEach((user, number) -> {
      users.putIfAbsent(number, user);
      users.putIfAbsent(canonical(number), user);
    });
  }

  /** The number of a user. */
  public Optional<PhoneNumber> numberOf(String userId) {
    return Optional.ofNullable(numbers.get(userId));
  }

  /** The user with that number, which may lack the {@code +} on either side. */
  public Optional<String> userOf(PhoneNumber number) {
    return Optional.ofNullable(users.get(number)).or(() -> byCanonical(number));
  }

  private Optional<String> byCanonical(PhoneNumber number) {
    return Optional.ofNullable(users.get(canonical(number)));
  }

  /** All of them, by user id. */
  public Map<String, PhoneNumber> all() {
    return numbers;
  }

  private static PhoneNumber canonical(PhoneNumber number) {
    PhoneNumber canonical = PhoneNumber.readInternational(number.value());
    return canonical == null ? number : canonical;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KonturUsers that && numbers.equals(that.numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  @Override
  public String toString() {
    return numbers.toString();
  }
}
