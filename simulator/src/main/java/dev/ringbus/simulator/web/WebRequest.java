package dev.ringbus.simulator.web;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.simulator.http.Message;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The head of a request.
 *
 * @param path its segments, decoded; no segment for the root
 */
public record WebRequest(String method, List<String> path, Parameters query, HttpHeaders headers) {

  public WebRequest {
    path = List.copyOf(path);
  }

  /**
   * Of what a request line says.
   *
   * @param target as in {@link Message#target}
   */
  static WebRequest of(String method, String target, HttpHeaders headers) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    List<String> segments =
        Arrays.stream(path.split("/", -1))
            .skip(1)
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    return new WebRequest(method, segments, Parameters.ofQuery(query), headers);
  }

  /** A header's value; the first, if it comes several times. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Method and path, for people. */
  @Override
  public String toString() {
    return method + " /" + String.join("/", path);
  }
}
