package dev.ringbus.dialect;

import dev.ringbus.model.WireName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /** An option whose value is the spelling of one of these, the first by default. */
  public static <C extends Enum<C> & WireName> DialectOption choice(
      String name, String description, Class<C> choices) {
    List<String> spellings = Stream.of(choices.getEnumConstants()).map(WireName::wireName).toList();
    return new DialectOption(
        name, description, Kind.PLAIN, Map.of("enum", spellings, "default", spellings.getFirst()));
  }

  /** How the value is given. */
  public enum Kind {
    /** A JSON value. */
    PLAIN,
    /** {@code {env: NAME}} or {@code {file: PATH}}. */
    SECRET
  }
}
