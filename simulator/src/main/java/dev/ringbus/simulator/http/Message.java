package dev.ringbus.simulator.http;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request of HTTP/1.1, complete: nothing is added when it becomes bytes.
 *
 * @param target path and query, percent-encoded
 * @param headers all of them, in the order they are written
 * @param body as it is framed by the headers
 */
public record Message(String method, String target, List<Header> headers, Body body) {

  public Message {
    headers = List.copyOf(headers);
  }

  /** Everything before the body. */
  public byte[] head() {
    StringBuilder text = new StringBuilder(256);
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (Header header : headers) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Head and body. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(512);
    all.writeBytes(head());
    all.writeBytes(body.bytes());
    return all.toByteArray();
  }
}
