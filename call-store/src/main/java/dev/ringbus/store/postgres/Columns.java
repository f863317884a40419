package dev.ringbus.store.postgres;

import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of many rows at once, as arrays: a statement takes a whole batch and stays the same. */
final class Columns {

  private Columns() {}

  static <T> @Nullable String[] texts(
      Collection<T> rows, Function<? super T, @Nullable String> value) {
    @Nullable String[] column = new String[rows.size()];
    int i = 0;
    for (T row : rows) {
      String text = value.apply(row);
      column[i++] = text == null ? null : DatabaseText.write(text);
    }
    return column;
  }

  /** JSON as it goes over our wires, where all that text cannot hold is escaped in its own way. */
  static <T> String[] json(Collection<T> rows, Function<? super T, Object> value) {
    return rows.stream()
        .map(row -> new String(Json.write(value.apply(row)), StandardCharsets.UTF_8))
        .toArray(String[]::new);
  }

  static <T> @Nullable Instant[] times(
      Collection<T> rows, Function<? super T, @Nullable Instant> value) {
    @Nullable Instant[] column = new Instant[rows.size()];
    int i = 0;
    for (T row : rows) {
      Instant time = value.apply(row);
      column[i++] = time == null ? null : DatabaseTime.of(time);
    }
    return column;
  }

  static <T> @Nullable Long[] longs(Collection<T> rows, Function<? super T, @Nullable Long> value) {
    @Nullable Long[] column = new Long[rows.size()];
    int i = 0;
    for (T row : rows) {
      column[i++] = value.apply(row);
    }
    return column;
  }

  static <T> Integer[] ints(Collection<T> rows, Function<? super T, Integer> value) {
    return rows.stream().map(value).toArray(Integer[]::new);
  }

  static <T> Boolean[] flags(Collection<T> rows, Function<? super T, Boolean> value) {
    return rows.stream().map(value).toArray(Boolean[]::new);
  }

  static <T> UUID[] uuids(Collection<T> rows, Function<? super T, UUID> value) {
    return rows.stream().map(value).toArray(UUID[]::new);
  }
}
