package dev.ringbus.simulator.pbx;

import dev.ringbus.model.PhoneNumber;
import java.util.List;
import java.util.Optional;

/**
 * What a PBX has around it.
 *
 * @param employees whose telephones ring; invented ones if empty
 * @param recordings where its recordings can be fetched, with a slash at the end; where the
 *     vendor's examples have them if absent
 */
public record Premises(List<PhoneNumber> employees, Optional<String> recordings) {

  /** Nobody in particular, and recordings that nobody can fetch. */
  public static final Premises INVENTED = new Premises(List.of(), Optional.empty());

  public Premises {
    employees = List.copyOf(employees);
  }

  /** With those employees alone who have extensions, and no numbers of the public network. */
  public Premises withShortNumbers() {
    return new Premises(
        employees.stream().filter(number -> !number.isInternational()).toList(), recordings);
  }

  /**
   * The n-th employee of a call; empty if they are invented.
   *
   * @param chance where the count begins
   */
  public Optional<PhoneNumber> employee(int n, int chance) {
    return employees.isEmpty()
        ? Optional.empty()
        : Optional.of(employees.get(Math.floorMod(n + chance, employees.size())));
  }
}
