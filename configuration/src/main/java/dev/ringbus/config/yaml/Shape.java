package dev.ringbus.config.yaml;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form that values of the file may have. Reading and schema stand side by side, so that what an
 * editor proposes is what is accepted.
 */
public interface Shape<T> {

  /** The form in a few words that follow {@code expected}: {@code a duration such as 3s}. */
  String expected();

  /** The value; empty after at least one fault was reported. */
  Optional<T> read(YamlValue value, Faults faults);

  /** The form as JSON Schema; named parts go to {@code definitions}. */
  ObjectNode schema(Definitions definitions);

  /** Reports that the value has another form than this. */
  default Optional<T> mismatch(YamlValue value, Faults faults) {
    faults.add(value.place(), "expected " + expected() + ", found " + value.found());
    return Optional.empty();
  }
}
