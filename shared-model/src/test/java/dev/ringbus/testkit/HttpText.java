package dev.ringbus.testkit;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests and responses as a file that a person reads: the start line, a line for each header, an
 * empty line, the body. Lines end with one line feed; the last line feed of the file is not the
 * body's.
 */
final class HttpText {

  private static final String VERSION = "HTTP/1.1";

  private HttpText() {}

  static byte[] write(PbxRequest request) {
    String target =
        "/" + request.path() + (request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery());
    return write(
        request.method() + " " + target + " " + VERSION, request.headers(), request.body());
  }

  static byte[] write(PbxResponse response) {
    return write(VERSION + " " + response.status(), response.headers(), response.body());
  }

  private static byte[] write(String startLine, List<Header> headers, Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((startLine + "\n").getBytes(StandardCharsets.UTF_8));
    for (Header header : headers) {
      out.writeBytes(
          (header.name() + ": " + header.value() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    if (!body.isEmpty()) {
      out.write('\n');
      out.writeBytes(body.bytes());
      out.write('\n');
    }
    return out.toByteArray();
  }

  static PbxRequest readRequest(byte[] file, Instant receivedAt) {
    Message message = Message.of(file);
    String[] start = message.startLine().split(" ", -1);
    if (start.length != 3 || !start[1].startsWith("/") || !start[2].equals(VERSION)) {
      throw new IllegalArgumentException(
          "expected METHOD /PATH?QUERY " + VERSION + ", not " + message.startLine());
    }
    String target = start[1].substring(1);
    int query = target.indexOf('?');
    return new PbxRequest(
        start[0],
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        message.headers(),
        message.body(),
        receivedAt);
  }

  static PbxResponse readResponse(byte[] file) {
    Message message = Message.of(file);
    if (!message.startLine().matches(VERSION + " [0-9]{3}")) {
      throw new IllegalArgumentException(
          "expected " + VERSION + " STATUS, not " + message.startLine());
    }
    int status = Integer.parseInt(message.startLine().substring(VERSION.length() + 1));
    return new PbxResponse(status, message.headers(), message.body());
  }

  private record Message(String startLine, List<Header> headers, Body body) {

    static Message of(byte[] file) {
      List<String> lines = new ArrayList<>();
      int at = 0;
      while (at < file.length && file[at] != '\n') {
        int end = at;
        while (end < file.length && file[end] != '\n') {
          end++;
        }
        lines.add(new String(file, at, end - at, StandardCharsets.UTF_8));
        at = Math.min(end + 1, file.length);
      }
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("expected a start line, found nothing");
      }
      List<Header> headers = lines.stream().skip(1).map(Message::header).toList();
      return new Message(lines.getFirst(), headers, body(file, Math.min(at + 1, file.length)));
    }

    private static Header header(String line) {
      int colon = line.indexOf(": ");
      if (colon < 1) {
        throw new IllegalArgumentException("expected NAME: VALUE, not " + line);
      }
      return new Header(line.substring(0, colon), line.substring(colon + 2));
    }

    private static Body body(byte[] file, int start) {
      boolean lineFeed = file.length > start && file[file.length - 1] == '\n';
      return Body.of(Arrays.copyOfRange(file, start, lineFeed ? file.length - 1 : file.length));
    }
  }
}
