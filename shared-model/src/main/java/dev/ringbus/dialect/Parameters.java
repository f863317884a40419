package dev.ringbus.dialect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's parameters, in the order they came: of a query, of an {@code
 * application/x-www-form-urlencoded} body, or of a JSON object. A name may have several values; the
 * last one counts, since a PBX appends its own to what the configured URL already has.
 */
public final class Parameters {

  public static final Parameters NONE = new Parameters(Map.of());

  /** A decimal of a larger exponent is written as it is: in full it might fill the memory. */
  private static final int MAX_PLAIN_SCALE = 64;

  private final Map<String, List<@Nullable Object>> values;

  private Parameters(Map<String, List<@Nullable Object>> values) {
    this.values = values;
  }

  /**
   * The parameters of a raw query. Never fails: what is no percent-encoding stays as it is, and
   * bytes that are no UTF-8 are replaced.
   */
  public static Parameters ofQuery(String rawQuery) {
    return ofForm(Body.of(rawQuery));
  }

  /** The parameters of a form's body; never fails, as {@link #ofQuery}. */
  public static Parameters ofForm(Body body) {
    Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
    FormCoding.decode(
        body.bytes(),
        (name, value) -> values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value));
    return new Parameters(values);
  }

  /**
   * The members of a JSON object, or of {@link #raw}, each as one value. An {@code Integer} becomes
   * a {@code Long}, so that it is the same number after it has been through JSON.
   */
  public static Parameters of(Map<String, ? extends @Nullable Object> members) {
    Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
    members.forEach((name, value) -> values.put(name, Collections.singletonList(widened(value))));
    return new Parameters(values);
  }

  private static @Nullable Object widened(@Nullable Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case List<?> list -> {
        List<@Nullable Object> widened = new ArrayList<>();
        list.forEach(element -> widened.add(widened(element)));
        yield widened;
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> widened = new LinkedHashMap<>();
        map.forEach((name, element) -> widened.put(name, widened(element)));
        yield widened;
      }
      case null, default -> value;
    };
  }

  /** These, with those of {@code winner} in place of the ones that have the same name. */
  public Parameters overriddenBy(Parameters winner) {
    Map<String, List<@Nullable Object>> merged = new LinkedHashMap<>(values);
    merged.putAll(winner.values);
    return new Parameters(merged);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The names, in the order they came first. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /**
   * The value of that name as text, with nothing trimmed: the digits of a JSON number as they came
   * ({@code 0.930430} keeps its last zero), the last element of a JSON list. Null if there is none,
   * or a JSON null or object.
   */
  public @Nullable String text(String name) {
    List<@Nullable Object> all = values.get(name);
    return all == null ? null : scalar(all.getLast());
  }

  /** As {@link #text}, or null if it is empty. */
  public @Nullable String nonEmpty(String name) {
    String text = text(name);
    return text == null || text.isEmpty() ? null : text;
  }

  /** For {@code raw} of a call event: each name with its value, or the list of its values. */
  public Map<String, @Nullable Object> raw() {
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    values.forEach((name, all) ->
        raw.put(
            name,
            all.size() == 1 ? all.getFirst() : Collections.unmodifiableList(new ArrayList<>(all))));
    return raw;
  }

  /**
   * These as a query or form: {@code %20} for a space, so that it reads the same in both, {@code
   * %2B} for a plus, a list as its elements, and nothing for JSON nulls and objects.
   */
  public String encoded() {
    return values.entrySet().stream()
        .flatMap(entry -> encoded(entry.getKey(), entry.getValue()).stream())
        .collect(Collectors.joining("&"));
  }

  private static List<String> encoded(String name, List<?> all) {
    List<String> pairs = new ArrayList<>();
    for (Object value : all) {
      String text = value instanceof List<?> ? null : scalar(value);
      if (value instanceof List<?> elements) {
        pairs.addAll(encoded(name, elements));
      } else if (text != null) {
        pairs.add(FormCoding.encode(name) + "=" + FormCoding.encode(text));
      }
    }
    return pairs;
  }

  private static @Nullable String scalar(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal ->
          Math.abs(decimal.scale()) > MAX_PLAIN_SCALE
              ? decimal.toString()
              : decimal.toPlainString();
      case List<?> list -> list.isEmpty() ? null : scalar(list.getLast());
      case Map<?, ?> _ -> null;
      default -> value.toString();
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The names alone: the values are callers' numbers. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
