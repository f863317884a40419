package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.simulator.http.Message;
import dev.ringbus.simulator.pbx.Chance;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends a body in chunks instead of telling its length. */
final class Chunks {

  private static final int LARGEST = 48;

  private Chunks() {}

  static Message of(Message message, Chance chance) {
    if (message.body().isEmpty()) {
      return message;
    }
    List<Header> headers = new ArrayList<>(message.headers());
    headers.removeIf(header -> header.name().equalsIgnoreCase("Content-Length"));
    headers.add(new Header("Transfer-Encoding", "chunked"));
    return new Message(
        message.method(),
        message.target(),
        headers,
        Body.of(chunked(message.body().bytes(), chance)));
  }

  private static byte[] chunked(byte[] body, Chance chance) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(body.length * 2);
    for (int from = 0; from < body.length; ) {
      int size = Math.min(chance.between(1, LARGEST), body.length - from);
      chunks.writeBytes(ascii(Integer.toHexString(size) + "\r\n"));
      chunks.write(body, from, size);
      chunks.writeBytes(ascii("\r\n"));
      from += size;
    }
    chunks.writeBytes(ascii("0\r\n\r\n"));
    return chunks.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
