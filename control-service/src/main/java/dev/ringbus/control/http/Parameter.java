package dev.ringbus.control.http;

import dev.ringbus.model.WireName;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter of an endpoint.
 *
 * @param format of its text, for the document and for the fault
 */
record Parameter(String name, Place place, Format format, String about) {

  /** Where it stands. */
  enum Place {
    PATH,
    QUERY
  }

  /** What its text must be. */
  sealed interface Format {

    /** Any text. */
    record Text() implements Format {}

    /** A time with an offset, as RFC 3339 has it. */
    record Time() implements Format {}

    /** A whole number. */
    record Whole(long min, long max) implements Format {}

    /** {@code {integration}:{callId}}. */
    record Key() implements Format {}

    /** One of these. */
    record Choice(List<String> names) implements Format {

      static <E extends Enum<E> & WireName> Choice of(Class<E> type) {
        return new Choice(Arrays.stream(type.getEnumConstants()).map(WireName::wireName).toList());
      }
    }
  }

  static Parameter path(String name, Format format, String about) {
    return new Parameter(name, Place.PATH, format, about);
  }

  static Parameter query(String name, Format format, String about) {
    return new Parameter(name, Place.QUERY, format, about);
  }
}
