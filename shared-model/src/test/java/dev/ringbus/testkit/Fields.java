package dev.ringbus.testkit;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sets a field of a request wherever its vendor carries fields: query, form, or JSON object. */
final class Fields {

  private Fields() {}

  /**
   * The request with the field set: in place if the query has it, else in the body if there is one,
   * else added to the query.
   */
  static PbxRequest set(PbxRequest request, String name, String value) {
    Parameters query = Parameters.ofQuery(request.rawQuery());
    if (request.body().isEmpty() || query.has(name)) {
      return Mutations.withQuery(request, set(query, name, value));
    }
    String body =
        request.body().text().stripLeading().startsWith("{")
            ? setMember(request.body().bytes(), name, value)
            : set(Parameters.ofForm(request.body()), name, value);
    return Mutations.withBody(request, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String set(Parameters parameters, String name, String value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(parameters.raw());
    fields.put(name, value);
    return Parameters.of(fields).encoded();
  }

  private static String setMember(byte[] json, String name, String value) {
    JsonNode node = Json.mapper().readTree(json);
    return ((ObjectNode) node).put(name, value).toString();
  }
}
