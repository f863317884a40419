package dev.ringbus.testkit;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Sets a field of a request wherever its vendor carries fields: query, form, or JSON object. */
final class Fields {

  private Fields() {}

  /**
   * The request with the field set: in the body if there is one, unless only the query has it, else
   * in the query.
   */
  static PbxRequest set(PbxRequest request, String name, Object value) {
    Parameters query = Parameters.ofQuery(request.rawQuery());
    if (request.body().isEmpty()) {
      return Mutations.withQuery(request, set(query, name, value));
    }
    boolean json = carriesJson(request);
    Parameters body = json ? members(request.body()) : Parameters.ofForm(request.body());
    if (query.has(name) && !body.has(name)) {
      return Mutations.withQuery(request, set(query, name, value));
    }
    String changed = json ? setMember(body, name, value) : set(body, name, value);
    return Mutations.withBody(request, changed.getBytes(StandardCharsets.UTF_8));
  }

  static boolean carriesJson(PbxRequest request) {
    return request.body().text().stripLeading().startsWith("{");
  }

  private static Parameters members(Body json) {
    return Parameters.of(
        Json.mapper().readValue(json.bytes(), new TypeReference<Map<String, Object>>() {}));
  }

  private static String set(Parameters parameters, String name, Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(parameters.raw());
    fields.put(name, value);
    return Parameters.of(fields).encoded();
  }

  private static String setMember(Parameters body, String name, Object value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(body.raw());
    members.put(name, value);
    return Json.mapper().writeValueAsString(members);
  }
}
