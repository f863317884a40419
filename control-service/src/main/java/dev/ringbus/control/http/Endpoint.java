package dev.ringbus.control.http;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * One endpoint of the API: its route and its part of the document are made from it.
 *
 * @param path with {@code {names}} of path parameters
 * @param summary one line for whoever reads the document
 * @param parameters all that it takes; any other is refused
 * @param status of success
 * @param problems other statuses than those that every endpoint can have
 */
record Endpoint(
    HttpMethod method,
    String path,
    String summary,
    List<Parameter> parameters,
    int status,
    Shape answer,
    List<Integer> problems,
    Action action) {

  /** What it does: a value of the shape that it says, written as JSON. */
  @FunctionalInterface
  interface Action {
    Mono<?> answer(Arguments arguments);
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

  /** The arguments of a request. */
  Arguments arguments(ServerRequest request) {
    return Arguments.of(parameters, request);
  }
}
