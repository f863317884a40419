package dev.ringbus.testkit;

import static dev.ringbus.testkit.Property.oneOf;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that a broken, careless or hostile client could have sent. */
final class Mutations {

  private static final String[] TOKENS = {
    "%",
    "%zz",
    "&",
    "=",
    "+",
    "\"",
    "\\",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "<",
    ">",
    "\u0000",
    "null",
    "None",
    "true",
    "-",
    "9".repeat(40),
    "1e999999999",
    "😀",
    "ы",
    "[".repeat(3_000),
    " ",
    "\n"
  };

  private static final String[] METHODS = {
    "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"
  };

  private static final String[] PATHS = {
    "",
    "node-1",
    "a/b",
    "%",
    "%2F",
    "..",
    "CallEvent",
    "CallEvent/",
    "CallEvent/0",
    "CallEvent/x",
    "CallEvent/99999999999999999999",
    "ы"
  };

  private static final String[] CONTENT_TYPES = {
    "application/json",
    "application/x-www-form-urlencoded",
    "application/json; charset=windows-1251",
    "text/plain",
    "multipart/form-data; boundary=x",
    ";;",
    ""
  };

  private Mutations() {}

  /** The request with less and less of its body and of its query. */
  static Stream<PbxRequest> truncations(PbxRequest request) {
    byte[] body = request.body().bytes();
    Stream<PbxRequest> bodies =
        IntStream.range(0, body.length)
            .mapToObj(length -> withBody(request, Arrays.copyOf(body, length)));
    String query = request.rawQuery();
    Stream<PbxRequest> queries =
        IntStream.range(0, query.length())
            .mapToObj(length -> withQuery(request, query.substring(0, length)));
    return Stream.concat(bodies, queries);
  }

  /** As large as a body may be, as deep as JSON may be, and text that is no text. */
  static Stream<byte[]> hostileBodies() {
    Stream<String> large =
        Stream.of("[", "{\"a\":", "9", "\"", "{\"CallID\":1e99", "%", "&", "a=")
            .map(part -> part.repeat(64 * 1024 / part.length()));
    Stream<String> deep =
        IntStream.of(10, 400, 499, 500, 900)
            .mapToObj(depth -> "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
    Stream<String> odd =
        Stream.of(
            "{\"CallID\":\"\\ud800\",\"event\":\"\\udc00x\",\"cdr_id\":\"\\ud800\\ud800\"}",
            "{\"\\ud800\":[{\"\\udfff\":\"\\ud83d\"}],\"\":null}",
            "{\"CallID\":1e999999999,\"cdr_id\":-1e-999999999,\"time\":1e400}",
            "{\"CallID\":true,\"cdr_id\":false,\"event\":[],\"CallAPIID\":{}}",
            "{\"event\":\"x\",\"CallID\":1,\"a\":9223372036854775808,\"b\":[-1,1e2]}",
            "{\"a\":1,\"a\":2}",
            "null",
            "\u0000",
            "\uFEFF{}");
    return Stream.of(large, deep, odd)
        .flatMap(bodies -> bodies)
        .map(body -> body.getBytes(StandardCharsets.UTF_8));
  }

  /** The request with one to three things wrong. */
  static PbxRequest mutate(PbxRequest request, RandomGenerator random) {
    PbxRequest mutant = request;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      mutant = mutateOnce(mutant, random);
    }
    return mutant;
  }

  private static PbxRequest mutateOnce(PbxRequest request, RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> withMethod(request, oneOf(random, METHODS));
      case 1 -> withPath(request, oneOf(random, PATHS));
      case 2 -> withContentType(request, oneOf(random, CONTENT_TYPES));
      case 3, 4 -> {
        byte[] query = request.rawQuery().getBytes(StandardCharsets.UTF_8);
        yield withQuery(request, new String(mutate(query, random), StandardCharsets.UTF_8));
      }
      default -> withBody(request, mutate(request.body().bytes(), random));
    };
  }

  private static byte[] mutate(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(8));
    return switch (random.nextInt(4)) {
      case 0 -> splice(bytes, at, at, oneOf(random, TOKENS).getBytes(StandardCharsets.UTF_8));
      case 1 -> splice(bytes, at, end, new byte[0]);
      case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      default -> splice(bytes, at, end, new byte[] {(byte) random.nextInt(256)});
    };
  }

  private static byte[] splice(byte[] bytes, int start, int end, byte[] middle) {
    byte[] spliced = new byte[start + middle.length + bytes.length - end];
    System.arraycopy(bytes, 0, spliced, 0, start);
    System.arraycopy(middle, 0, spliced, start, middle.length);
    System.arraycopy(bytes, end, spliced, start + middle.length, bytes.length - end);
    return spliced;
  }

  private static PbxRequest withMethod(PbxRequest r, String method) {
    return new PbxRequest(method, r.path(), r.rawQuery(), r.headers(), r.body(), r.receivedAt());
  }

  private static PbxRequest withPath(PbxRequest r, String path) {
    return new PbxRequest(r.method(), path, r.rawQuery(), r.headers(), r.body(), r.receivedAt());
  }

  static PbxRequest withQuery(PbxRequest r, String query) {
    return new PbxRequest(r.method(), r.path(), query, r.headers(), r.body(), r.receivedAt());
  }

  static PbxRequest withBody(PbxRequest r, byte[] body) {
    return new PbxRequest(
        r.method(), r.path(), r.rawQuery(), r.headers(), Body.of(body), r.receivedAt());
  }

  private static PbxRequest withContentType(PbxRequest r, String contentType) {
    List<Header> headers = List.of(new Header("Content-Type", contentType));
    return new PbxRequest(r.method(), r.path(), r.rawQuery(), headers, r.body(), r.receivedAt());
  }
}
