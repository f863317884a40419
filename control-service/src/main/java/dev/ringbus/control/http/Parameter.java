package dev.ringbus.control.http;

import dev.ringbus.model.WireName;
import java.time.Duration;
import java.util.ArrayList;
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
    QUERY,
    HEADER
  }

  /** What its text must be. */
  sealed interface Format {

    /** Any text. */
    record Text() implements Format {}

    /** A time with an offset, as RFC 3339 has it. */
    record Time() implements Format {}

    /** A whole number. */
    record Whole(long min, long max) implements Format {}

    /** A duration, as ISO 8601 has it: {@code PT60S}. */
    record Span(Duration min, Duration max) implements Format {}

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

  static Parameter header(String name, Format format, String about) {
    return new Parameter(name, Place.HEADER, format, about);
  }

  static List<Parameter> joined(List<Parameter> some, List<Parameter> others) {
    List<Parameter> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  static Parameter query(String name, Format format, String about) {
    return new Parameter(name, Place.QUERY, format, about);
  }
}
