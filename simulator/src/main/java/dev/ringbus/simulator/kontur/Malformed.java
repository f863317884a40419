package dev.ringbus.simulator.kontur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that does not bind to what its method takes. */
final class Malformed extends Exception {

  private final Map<String, List<String>> errors;

  private Malformed(Map<String, List<String>> errors) {
    super(errors.toString());
    this.errors = errors;
  }

  /** A field that is missing. */
  static Malformed missing(String field) {
    return new Malformed(Map.of(field, List.of("The " + field + " field is required.")));
  }

  /** A value that cannot be read; then the whole argument counts as missing too. */
  static Malformed value(String field, String message, String argument) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    errors.put(field, List.of(message));
    errors.put(argument, List.of("The " + argument + " field is required."));
    return new Malformed(errors);
  }

  Map<String, List<String>> errors() {
    return errors;
  }
}
