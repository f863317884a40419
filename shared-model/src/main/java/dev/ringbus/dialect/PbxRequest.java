package dev.ringbus.dialect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP request of a PBX, as it came.
 *
 * @param method in upper case
 * @param path the path below the integration's URL, percent-encoded as it came, without slashes at
 *     its ends: {@code ""}, {@code node-1}, {@code CallEvent/12}
 * @param rawQuery the query as it came, without the hub's own {@code key} parameter; empty if none
 * @param headers in the order they came
 * @param receivedAt when the hub began to read it
 */
public record PbxRequest(
    String method,
    String path,
    String rawQuery,
    List<Header> headers,
    Body body,
    Instant receivedAt) {

  public PbxRequest {
    headers = List.copyOf(headers);
  }

  /** The decoded segments of the path; none if it is empty. */
  public List<String> segments() {
    if (path.isEmpty()) {
      return List.of();
    }
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = FormCoding.decodeSegment(segments[i]);
    }
    return List.of(segments);
  }

  /** The value of the first header of that name, compared without case. */
  public Optional<String> header(String name) {
    return Header.first(headers, name);
  }
}
