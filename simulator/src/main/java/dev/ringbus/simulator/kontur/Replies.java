package dev.ringbus.simulator.kontur;

import dev.ringbus.dialect.Body;
import dev.ringbus.simulator.web.Content;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that the API has, in its own spelling. */
final class Replies {

  private static final String JSON = "application/json; charset=utf-8";
  private static final String PROBLEM = "application/problem+json; charset=utf-8";

  private Replies() {}

  /** 200 and the JSON string {@code "OK"}. */
  static Response ok() {
    return json(200, "OK");
  }

  static Response json(int status, Object body) {
    return Response.of(status, JSON, new Content.Bytes(Body.of(Json.write(body))));
  }

  static Response unauthorized() {
    return json(401, "Unauthorized");
  }

  /** 409 with a word for programs and a sentence for people. */
  static Response conflict(String status, String message) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("message", message);
    return json(409, body);
  }

  static Response communicationNotFound(String id) {
    return conflict("communicationNotFound", "Communication not found. Id: " + id);
  }

  /** A malformed request, as ASP.NET says it. */
  static Response problem(int httpStatus, Map<String, List<String>> errors) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("errors", errors);
    body.put("type", "https://tools.ietf.org/html/rfc7231#section-6.5.1");
    body.put("title", "One or more validation errors occurred.");
    body.put("status", 400);
    body.put("traceId", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    return Response.of(httpStatus, PROBLEM, new Content.Bytes(Body.of(Json.write(body))));
  }
}
