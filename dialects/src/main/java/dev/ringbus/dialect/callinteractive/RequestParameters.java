package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parameters of a request: of the query, and of the body, which wins. A {@code POST} carries
 * them as a form (the vendor says so of a sibling interface); JSON is taken as well.
 */
final class RequestParameters {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

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
      Map<String, @Nullable Object> members = JSON.readValue(request.body().bytes(), MEMBERS);
      if (members != null) {
        return Parameters.of(members);
      }
    } catch (JacksonException _) {
      // refused below, without a word of what came
    }
    throw new RejectedRequest(Reason.UNREADABLE, "expected a JSON object");
  }
}
