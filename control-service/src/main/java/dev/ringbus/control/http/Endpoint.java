package dev.ringbus.control.http;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * One endpoint of the API: its route and its part of the document are made from it.
 *
 * @param path with {@code {names}} of path parameters
 * @param summary one line for whoever reads the document
 * @param parameters all that it takes in path, query and headers; any other query is refused
 * @param status of success
 * @param problems other statuses than those that every endpoint can have
 */
record Endpoint(
    HttpMethod method,
    String path,
    String summary,
    List<Parameter> parameters,
    Body body,
    int status,
    Shape answer,
    List<Integer> problems,
    Action action) {

  /** One that takes no body. */
  Endpoint(
      HttpMethod method,
      String path,
      String summary,
      List<Parameter> parameters,
      int status,
      Shape answer,
      List<Integer> problems,
      Action action) {
    this(method, path, summary, parameters, new Body.None(), status, answer, problems, action);
  }

  /** What it is asked with: what can be read can also be asked for without its content. */
  List<HttpMethod> methods() {
    return method.equals(HttpMethod.GET) ? List.of(method, HttpMethod.HEAD) : List.of(method);
  }

  boolean isAt(PathContainer where) {
    return PathPatternParser.defaultInstance.parse(path).matches(where);
  }

  /** What it does: a value of the shape that it says, written as JSON. */
  @FunctionalInterface
  interface Action {
    Mono<?> answer(Arguments arguments);
  }

  /** What comes with a request. */
  sealed interface Body {

    /** Nothing; whatever there is, is not read. */
    record None() implements Body {}

    /** An instruction in JSON, in the words of {@code ringbus.yaml}. */
    record OneInstruction() implements Body {}
  }

  /** What an answer looks like. */
  sealed interface Shape {

    /** One value. */
    record One(Class<?> type) implements Shape {}

    /** A list in an object of its own, with the way to what follows. */
    record PageOf(Class<?> type) implements Shape {}

    /** A plain list. */
    record ListOf(Class<?> type) implements Shape {}
  }

  /** The arguments of a request; fails with {@link BadRequest}. */
  Mono<Arguments> arguments(ServerRequest request, Context trace) {
    return switch (body) {
      case Body.None _ ->
          Mono.fromSupplier(() -> Arguments.of(parameters, request, Optional.empty(), trace));
      case Body.OneInstruction _ ->
          request
              .bodyToMono(byte[].class)
              .defaultIfEmpty(new byte[0])
              .onErrorMap(
                  DataBufferLimitException.class,
                  _ ->
                      new BadRequest("body: expected an instruction, found one too large to be it"))
              .map(bytes -> Arguments.of(parameters, request, Optional.of(bytes), trace));
    };
  }
}
