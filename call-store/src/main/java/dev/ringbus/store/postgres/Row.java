package dev.ringbus.store.postgres;

import dev.ringbus.wire.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a result; a column that is not said to be optional is there. */
record Row(Readable columns) {

  String text(String column) {
    return DatabaseText.read(get(column, String.class));
  }

  @Nullable String optionalText(String column) {
    String stored = columns.get(column, String.class);
    return stored == null ? null : DatabaseText.read(stored);
  }

  /** As it stands: JSON, which is not escaped. */
  String verbatim(String column) {
    return get(column, String.class);
  }

  long number(String column) {
    return get(column, Long.class);
  }

  int count(String column) {
    return get(column, Integer.class);
  }

  double fraction(String column) {
    return get(column, Double.class);
  }

  boolean flag(String column) {
    return get(column, Boolean.class);
  }

  UUID uuid(String column) {
    return get(column, UUID.class);
  }

  Instant time(String column) {
    return get(column, Instant.class);
  }

  @Nullable Instant optionalTime(String column) {
    return columns.get(column, Instant.class);
  }

  <T> T json(String column, Class<T> type) {
    return Json.read(get(column, byte[].class), type);
  }

  <T> Optional<T> optionalJson(String column, Class<T> type) {
    return Optional.ofNullable(columns.get(column, byte[].class))
        .map(json -> Json.read(json, type));
  }

  /** An enum is stored by its name in lower case. */
  <E extends Enum<E>> E named(String column, Class<E> type) {
    return Enum.valueOf(type, get(column, String.class).toUpperCase(Locale.ROOT));
  }

  private <T> T get(String column, Class<T> type) {
    return Objects.requireNonNull(columns.get(column, type), column);
  }
}
