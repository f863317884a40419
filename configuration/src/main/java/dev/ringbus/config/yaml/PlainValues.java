package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import dev.ringbus.config.yaml.YamlValue.Items;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the file as plain Java values, the same as our JSON gives back. */
public final class PlainValues {

  private PlainValues() {}

  /** A text, number, flag, list, map or null; a number that JSON cannot write is its text. */
  public static @Nullable Object of(YamlValue value) {
    return switch (value) {
      case Scalar scalar -> ofScalar(scalar);
      case Items(Place _, List<YamlValue> values) -> {
        List<@Nullable Object> list = new ArrayList<>();
        values.forEach(element -> list.add(of(element)));
        yield list;
      }
      case Entries(Place _, List<Entry> entries) -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.key(), of(entry.value())));
        yield map;
      }
    };
  }

  private static @Nullable Object ofScalar(Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.type()) {
      case TEXT -> text;
      case WHOLE_NUMBER -> text.matches("0|-?[1-9][0-9]*") ? whole(text) : text;
      case DECIMAL ->
          text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
              ? new BigDecimal(text)
              : text;
      case FLAG -> text.toLowerCase(Locale.ROOT).equals("true");
      case NOTHING -> null;
    };
  }

  private static Object whole(String text) {
    BigInteger number = new BigInteger(text);
    return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : number;
  }
}
