package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * The parameters of a request: of the query, and of the body, which wins. The vendor's document is
 * silent about how a {@code POST} carries them: a form and JSON are both taken, by {@code
 * Content-Type}, or by the first character where that says neither.
 */
final class RequestParameters {

  private static final TypeReference<Map<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  private RequestParameters() {}

  static Parameters of(PbxRequest request) {
    return Parameters.ofQuery(request.rawQuery()).overriddenBy(body(request));
  }

  private static Parameters body(PbxRequest request) {
    if (request.body().isEmpty()) {
      return Parameters.NONE;
    }
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    boolean json =
        type.contains("json")
            || (!type.startsWith("application/x-www-form-urlencoded")
                && request.body().text().stripLeading().startsWith("{"));
    return json ? object(request) : Parameters.ofForm(request.body());
  }

  private static Parameters object(PbxRequest request) {
    try {
      Map<String, @Nullable Object> members =
          ComagicJson.MAPPER.readValue(request.body().bytes(), MEMBERS);
      if (members != null) {
        return Parameters.of(members);
      }
    } catch (JacksonException _) {
      // refused below, without a word of what came
    }
    throw new RejectedRequest(Reason.UNREADABLE, "expected a JSON object");
  }
}
