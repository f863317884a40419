package dev.ringbus.control.http;

import dev.ringbus.config.InstructionReader;
import dev.ringbus.config.InstructionReader.Result.Invalid;
import dev.ringbus.config.InstructionReader.Result.Valid;
import dev.ringbus.config.yaml.Fault;
import dev.ringbus.control.http.Parameter.Format;
import dev.ringbus.control.http.Parameter.Place;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import io.opentelemetry.context.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a request says, checked against the parameters of its endpoint: all faults at once. */
final class Arguments {

  private static final InstructionReader INSTRUCTIONS = new InstructionReader();
  private static final String BODY = "body";

  private final Map<String, Object> values;
  private final Context trace;

  private Arguments(Map<String, Object> values, Context trace) {
    this.values = values;
    this.trace = trace;
  }

  /**
   * Reads them.
   *
   * @param instruction the body, of an endpoint that takes one
   * @throws BadRequest naming every fault
   */
  static Arguments of(
      List<Parameter> parameters,
      ServerRequest request,
      Optional<byte[]> instruction,
      Context trace) {
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
    instruction.ifPresent(body -> {
      switch (INSTRUCTIONS.read(body)) {
        case Valid(Instruction read) -> values.put(BODY, read);
        case Invalid(List<Fault> found) -> found.forEach(fault -> faults.add(text(fault)));
      }
    });
    if (!faults.isEmpty()) {
      throw new BadRequest(String.join("; ", faults));
    }
    return new Arguments(values, trace);
  }

  private static String text(Fault fault) {
    return (fault.path().isEmpty() ? BODY : fault.path()) + ": " + fault.message();
  }

  private static List<String> given(Parameter parameter, ServerRequest request) {
    return switch (parameter.place()) {
      case PATH -> List.of(request.pathVariable(parameter.name()));
      case HEADER -> request.headers().header(parameter.name());
      case QUERY -> request.queryParams().getOrDefault(parameter.name(), List.of());
    };
  }

  private static Optional<Object> read(Parameter parameter, String text) {
    try {
      return switch (parameter.format()) {
        case Format.Text _ -> Optional.<Object>of(text).filter(_ -> !text.isEmpty());
        case Format.Time _ -> Optional.of(OffsetDateTime.parse(text).toInstant());
        case Format.Span(Duration min, Duration max) ->
            Optional.<Object>of(Duration.parse(text))
                .filter(value ->
                    ((Duration) value).compareTo(min) >= 0
                        && ((Duration) value).compareTo(max) <= 0);
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
      case Format.Span(Duration min, Duration max) -> "a duration from " + min + " to " + max;
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

  /** The call that the path names. */
  CallKey call() {
    try {
      return new CallKey(
          new IntegrationId(required("integration")), new CallId(required("callId")));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  /** The body of an endpoint that takes one. */
  Instruction instruction() {
    return Objects.requireNonNull(get(BODY, Instruction.class), "no instruction in the body");
  }

  /** The trace of the request. */
  Context trace() {
    return trace;
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
