package dev.ringbus.wire;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * A number of unknown kind, with every digit: a {@code Long} where one holds it, otherwise a {@code
 * BigInteger} or {@code BigDecimal}. Jackson's own {@code USE_LONG_FOR_INTS} refuses what is beyond
 * an int64, and a vendor's field may be.
 */
final class ExactNumber extends StdDeserializer<Number> {

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
