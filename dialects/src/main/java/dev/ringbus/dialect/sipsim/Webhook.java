package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.EventIds;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import dev.ringbus.model.CallId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request by the vendor's names. Generation A sends them in the query or as a
 * form, B as JSON; any of these is taken, and the body wins over the query.
 */
record Webhook(Parameters parameters, PbxRequest request) {

  static final String EVENT = "event";
  static final String TIME = "time";
  static final String PBX_ID = "pbx_id";
  static final String CALLER = "caller";
  static final String RECEIVER = "receiver";
  static final String STATUS = "status";
  static final String DURATION = "duration";
  static final String AUDIO_PATH = "audio_path";

  /**
   * What the request says in query and body.
   *
   * @throws RejectedRequest if the body is no JSON object where it ought to be one, or no event is
   *     named
   */
  static Webhook of(PbxRequest request) {
    return of(request, Parameters.ofQuery(request.rawQuery()).overriddenBy(body(request)));
  }

  /** As {@link #of(PbxRequest)}, of the body alone, since a signature is of nothing else. */
  static Webhook ofBody(PbxRequest request) {
    return of(request, body(request));
  }

  private static Webhook of(PbxRequest request, Parameters parameters) {
    if (parameters.nonEmpty(EVENT) == null) {
      throw new RejectedRequest(Reason.UNREADABLE, "expected an event");
    }
    return new Webhook(parameters, request);
  }

  private static Parameters body(PbxRequest request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    boolean isJson =
        !request.body().isEmpty()
            && (type.contains("json") || request.body().text().stripLeading().startsWith("{"));
    return isJson ? WebhookJson.read(request.body()) : Parameters.ofForm(request.body());
  }

  String event() {
    String name = text(EVENT);
    return name == null ? "" : name.strip();
  }

  /** The value as it came; null if it is missing or empty. */
  @Nullable String text(String name) {
    return parameters.nonEmpty(name);
  }

  /**
   * The vendor's id of the call verbatim. Where it names none, one made of all that is said, so
   * that a redelivery has the same.
   */
  CallId callId() {
    String id = text(PBX_ID);
    return new CallId(id == null ? "unnamed-" + EventIds.of(content()) : id);
  }

  /** All that is said, as one text. */
  String content() {
    return parameters.raw().toString();
  }
}
