package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The JSON of this wire; no digit of a number is lost. */
final class WebhookJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addDeserializer(Number.class, new ExactNumber()))
          .build();

  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private WebhookJson() {}

  /**
   * The members of the object.
   *
   * @throws RejectedRequest if the bytes are no JSON object
   */
  static Parameters read(Body body) {
    try {
      Map<String, @Nullable Object> members = MAPPER.readValue(body.bytes(), OBJECT);
      if (members != null) {
        return Parameters.of(members);
      }
    } catch (JacksonException _) {
      // Refused below, without a word of what came.
    }
    throw new RejectedRequest(Reason.UNREADABLE, "expected a JSON object");
  }

  static Body write(Map<String, @Nullable Object> members) {
    return Body.of(MAPPER.writeValueAsBytes(members));
  }

  /** Every digit: a {@code Long} where one holds the number, and nothing that rounds it. */
  private static final class ExactNumber extends StdDeserializer<Number> {

    ExactNumber() {
      super(Number.class);
    }

    @Override
    public Number deserialize(JsonParser in, DeserializationContext context) {
      return switch (in.getNumberType()) {
        case INT, LONG -> in.getLongValue();
        case BIG_INTEGER -> in.getBigIntegerValue();
        case FLOAT, DOUBLE, BIG_DECIMAL -> in.getDecimalValue();
      };
    }
  }
}
