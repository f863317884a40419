package dev.ringbus.crm.kontur;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A body is not what its method takes: what a {@link ProblemDetails} says of it, by field. */
public final class InvalidFields extends RuntimeException {

  private final Map<String, List<String>> errors;

  public InvalidFields(Map<String, List<String>> errors) {
    super("expected other fields: " + String.join(", ", errors.keySet()), null, false, false);
    this.errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /** Sentences by the path of the field, for example {@code items[0].from.type}. */
  public Map<String, List<String>> errors() {
    return errors;
  }
}
