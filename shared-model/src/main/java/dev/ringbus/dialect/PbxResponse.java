package dev.ringbus.dialect;

import java.util.List;
import java.util.Optional;

/**
 * An HTTP response to a PBX, exact to the byte.
 *
 * @param headers in the order they are written; {@code Content-Length} is not among them
 */
public record PbxResponse(int status, List<Header> headers, Body body) {

  public PbxResponse {
    headers = List.copyOf(headers);
  }

  /** A response with a {@code Content-Type} and a body in UTF-8. */
  public static PbxResponse of(int status, String contentType, String body) {
    return new PbxResponse(status, List.of(new Header("Content-Type", contentType)), Body.of(body));
  }

  /** A response with no body. */
  public static PbxResponse empty(int status, Header... headers) {
    return new PbxResponse(status, List.of(headers), Body.EMPTY);
  }

  /** The value of the first header of that name, compared without case. */
  public Optional<String> header(String name) {
    return Header.first(headers, name);
  }
}
