package dev.ringbus.store.postgres;

import dev.ringbus.store.Inquiries.Page;
import java.util.List;
import java.util.function.Function;

/** Pages of lists: one row more than the page has is asked for, to know whether more follow. */
final class Pages {

  private Pages() {}

  static <T, R> Page<R> cut(
      List<T> found, int size, Function<T, R> item, Function<T, String> cursor) {
    if (found.size() <= size) {
      return new Page<>(found.stream().map(item).toList(), null);
    }
    List<T> shown = found.subList(0, size);
    return new Page<>(shown.stream().map(item).toList(), cursor.apply(shown.getLast()));
  }
}
