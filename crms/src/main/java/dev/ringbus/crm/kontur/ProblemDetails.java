package dev.ringbus.crm.kontur;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults of a request by field, in ASP.NET's form. Its own {@code status} is 400; the vendor shows
 * it under the heading 409.
 *
 * @param errors sentences by the field's path
 */
public record ProblemDetails(Map<String, List<String>> errors) {

  private static final int MOST_SHOWN = 10;

  public ProblemDetails {
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  public static ProblemDetails of(InvalidFields fault) {
    return new ProblemDetails(fault.errors());
  }

  /** The body in UTF-8. */
  public byte[] write() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    errors.forEach((field, messages) -> {
      ArrayNode list = fields.putArray(field);
      messages.forEach(list::add);
    });
    return new BodyText()
        .put("errors", fields)
        .put("type", "https://tools.ietf.org/html/rfc7231#section-6.5.1")
        .put("title", "One or more validation errors occurred.")
        .put("status", JsonNodeFactory.instance.numberNode(400))
        .bytes();
  }

  /** For people: fields and sentences, without the values that the sentences quote. */
  public String summary() {
    return errors.entrySet().stream()
        .limit(MOST_SHOWN)
        .map(
            error -> field(error.getKey()) + ": " + Quotable.of(String.join(" ", error.getValue())))
        .collect(Collectors.joining("; "));
  }

  private static String field(String path) {
    return path.isEmpty() ? "body" : Quotable.of(path);
  }
}
