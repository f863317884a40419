package dev.ringbus.control.http;

import dev.ringbus.control.http.Parameter.Format;
import dev.ringbus.control.http.Parameter.Place;
import dev.ringbus.model.CallKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a request says, checked against the parameters of its endpoint: all faults at once. */
final class Arguments {

  private final Map<String, Object> values;

  private Arguments(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @throws BadRequest naming every fault
   */
  static Arguments of(List<Parameter> parameters, ServerRequest request) {
    Map<String, Object> values = new HashMap<>();
    List<String> faults = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(request.queryParams().keySet());
    for (Parameter parameter : parameters) {
      List<String> given = given(parameter, request);
      unknown.remove(parameter.name());
      if (given.size() > 1) {
        faults.add(parameter.name() + " is given " + given.size() + " times, expected once");
      } else if (!given.isEmpty()) {
        read(parameter, given.getFirst())
            .ifPresentOrElse(
                value -> values.put(parameter.name(), value),
                () ->
                    faults.add(
                        "%s is %s, not '%s'"
                            .formatted(parameter.name(), expected(parameter), given.getFirst())));
      }
    }
    unknown.forEach(name -> faults.add("there is no parameter " + name));
    if (!faults.isEmpty()) {
      throw new BadRequest(String.join("; ", faults));
    }
    return new Arguments(values);
  }

  private static List<String> given(Parameter parameter, ServerRequest request) {
    return switch (parameter.place()) {
      case PATH -> List.of(request.pathVariable(parameter.name()));
      case QUERY -> request.queryParams().getOrDefault(parameter.name(), List.of());
    };
  }

  private static Optional<Object> read(Parameter parameter, String text) {
    try {
      return switch (parameter.format()) {
        case Format.Text _ -> Optional.<Object>of(text).filter(_ -> !text.isEmpty());
        case Format.Time _ -> Optional.of(OffsetDateTime.parse(text).toInstant());
        case Format.Key _ -> Optional.of(CallKey.parse(text));
        case Format.Whole(long min, long max) ->
            Optional.<Object>of(Long.parseLong(text))
                .filter(value -> (long) value >= min && (long) value <= max);
        case Format.Choice(List<String> names) ->
            Optional.<Object>of(text).filter(_ -> names.contains(text));
      };
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String expected(Parameter parameter) {
    String plus = parameter.place() == Place.QUERY ? " (a + in a URL is written %2B)" : "";
    return switch (parameter.format()) {
      case Format.Text _ -> "not empty";
      case Format.Time _ -> "a time like 2026-03-01T12:00:05+03:00" + plus;
      case Format.Key _ -> "{integration}:{callId}";
      case Format.Whole(long min, long max) -> "a whole number from " + min + " to " + max;
      case Format.Choice(List<String> names) -> "one of " + String.join(", ", names);
    };
  }

  /** A parameter that was given, or null; with the type that its format has. */
  <T> @Nullable T get(String name, Class<T> type) {
    return type.cast(values.get(name));
  }

  @Nullable String text(String name) {
    return get(name, String.class);
  }

  @Nullable Instant time(String name) {
    return get(name, Instant.class);
  }

  /** A parameter of the path: it is always there. */
  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw new IllegalStateException("no parameter " + name + " in the path");
    }
    return value;
  }

  long whole(String name, long otherwise) {
    Long value = get(name, Long.class);
    return value == null ? otherwise : value;
  }
}
