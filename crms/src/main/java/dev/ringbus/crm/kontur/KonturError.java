package dev.ringbus.crm.kontur;

import dev.ringbus.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The body of an answer that is no success, whatever its HTTP status, which the vendor varies. */
public sealed interface KonturError {

  /** {@code call-event} and its successors came before {@code call-started}. */
  String COMMUNICATION_NOT_FOUND = "communicationNotFound";

  /** Of {@code call-redirect}: nobody is responsible. */
  String NOT_FOUND = "notFound";

  String FILE_TOO_LARGE = "fileTooLarge";

  /** Of fetching an access key: the workspace does not have the integration. */
  String NOT_INSTALLED = "notInstalled";

  /** Of a system call. */
  String NOT_SUPPORTED = "notSupported";

  String INVALID_ARGS = "invalidArgs";

  /** All that {@code register-call} says when it fails. */
  String ERROR = "Error";

  /** {@code {"status": …, "message": …}}. */
  record Business(String status, String message) implements KonturError {

    /** The body in UTF-8. */
    public byte[] write() {
      return new BodyText().put("status", status).put("message", message).bytes();
    }
  }

  /** Fields that are not what they should be. */
  record Invalid(ProblemDetails problem) implements KonturError {}

  /** A JSON string, such as {@code "Error"} of {@code register-call}. */
  record Said(String text) implements KonturError {}

  /** JSON that names no error. */
  record Unnamed() implements KonturError {}

  /** Nothing, or a proxy's page. */
  record Unreadable() implements KonturError {}

  /** Reads any body; never throws. */
  static KonturError read(byte[] body) {
    JsonNode node = tree(body);
    if (node.isString()) {
      return new Said(node.asString());
    }
    if (!node.isObject()) {
      return node.isMissingNode() ? new Unreadable() : new Unnamed();
    }
    if (node.path("errors").isObject()) {
      return new Invalid(problem(node.path("errors")));
    }
    JsonNode info = node.path("errorInfo");
    if (info.path("invalidPaths").isArray()) {
      return new Invalid(invalidPaths(info));
    }
    JsonNode named = info.isObject() ? info : node;
    return named.path("status").isString()
        ? new Business(named.path("status").asString(), named.path("message").asString(""))
        : new Unnamed();
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode node = Json.mapper().readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private static ProblemDetails problem(JsonNode errors) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    errors.forEachEntry((field, messages) -> read.put(field, texts(messages)));
    return new ProblemDetails(read);
  }

  private static List<String> texts(JsonNode messages) {
    return messages.isArray()
        ? messages.valueStream().map(message -> message.asString("")).toList()
        : List.of(messages.asString(""));
  }

  private static ProblemDetails invalidPaths(JsonNode info) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    for (JsonNode path : info.path("invalidPaths")) {
      read.put(path.asString(""), List.of(info.path("message").asString(INVALID_ARGS)));
    }
    return new ProblemDetails(read.isEmpty() ? Map.of("", List.of(INVALID_ARGS)) : read);
  }
}
