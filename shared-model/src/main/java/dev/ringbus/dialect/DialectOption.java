package dev.ringbus.dialect;

import java.util.Map;

/**
 * An option of a dialect, as it stands beside {@code platform} in {@code ringbus.yaml}.
 *
 * @param description one sentence, shown by editors
 * @param kind whether the value is written in the clear or refers to a secret
 * @param schema a JSON Schema fragment of the value, for example {@code {"enum": ["telphin",
 *     "voipnow"], "default": "telphin"}}; ignored for a secret
 */
public record DialectOption(
    String name, String description, Kind kind, Map<String, Object> schema) {

  public DialectOption {
    schema = Map.copyOf(schema);
  }

  /** How the value is given. */
  public enum Kind {
    /** A JSON value. */
    PLAIN,
    /** {@code {env: NAME}} or {@code {file: PATH}}. */
    SECRET
  }
}
