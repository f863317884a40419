package dev.ringbus.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the file as it was read: its value, or none, if it is not given or has a fault, which
 * is then reported already. Whoever asks further leaves out what needs the value.
 *
 * @param place where the value stands; of an absent one, where it would
 * @param isWritten whether there is anything in the file, with or without a fault
 */
public record Setting<T>(Optional<T> value, Place place, boolean isWritten) {

  static <T> Setting<T> written(Optional<T> value, Place place) {
    return new Setting<>(value, place, true);
  }

  static <T> Setting<T> absent(Optional<T> byDefault, Place place) {
    return new Setting<>(byDefault, place, false);
  }

  /** The elements of a list that have no fault; none if the list is not given. */
  public static <T> List<T> given(Setting<List<Setting<T>>> list) {
    return list.value().stream()
        .flatMap(List::stream)
        .flatMap(element -> element.value().stream())
        .toList();
  }

  public boolean isGiven() {
    return value.isPresent();
  }

  /** The value, where it is known to be given. */
  public T get() {
    return value.orElseThrow();
  }

  public @Nullable T orNull() {
    return value.orElse(null);
  }

  public void ifGiven(Consumer<? super T> action) {
    value.ifPresent(action);
  }
}
