package dev.ringbus.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ringbus.model.Calendar;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Plan;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our own JSON: camelCase, absent fields left out, times in RFC 3339 with the offset they came
 * with, durations in ISO 8601 seconds ({@code PT102S}), unknown fields ignored.
 */
public final class Json {

  /**
   * More than any dialect lets in, so that whatever was read from a PBX can be read from a topic.
   */
  private static final int MAX_NESTING = 2_000;

  private static final int MAX_NAME_LENGTH = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                  .build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A number or a flag that a record has from some version on is 0 or false before it.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addModule(ModelModule.create())
          .build();

  private Json() {}

  /** The mapper itself, for trees and for streams. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The value in UTF-8. */
  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * Reads a value of our own.
   *
   * @throws UnreadableRecord if the bytes are no JSON, or not of that type
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new UnreadableRecord("expected a " + type.getSimpleName() + ", found null", null);
      }
      return value;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new UnreadableRecord("expected a " + type.getSimpleName(), e);
    }
  }

  /**
   * Reads a resource of {@code ringbus.config}; empty if the key is of a kind that this version
   * does not know.
   *
   * @throws UnreadableRecord if the value is not what the key says
   */
  public static Optional<ConfigResource> readResource(String key, byte[] json) {
    String kind = key.substring(0, Math.max(0, key.indexOf('/')));
    return switch (kind) {
      case "integration" -> Optional.of(read(json, Integration.class));
      case "plan" -> Optional.of(read(json, Plan.class));
      case "calendar" -> Optional.of(read(json, Calendar.class));
      case "crm" -> Optional.of(read(json, Crm.class));
      case "control" -> Optional.of(read(json, ControlApi.class));
      default -> Optional.empty();
    };
  }
}
