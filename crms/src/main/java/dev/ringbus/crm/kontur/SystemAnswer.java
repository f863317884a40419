package dev.ringbus.crm.kontur;

import dev.ringbus.wire.Json;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a system call is answered with, as JSON ({@link #CONTENT_TYPE}); every answer has the echo
 * header as well.
 */
public sealed interface SystemAnswer {

  String CONTENT_TYPE = "application/json; charset=utf-8";

  /** It is being done: 200 and the JSON string {@code "OK"}. */
  record Ok() implements SystemAnswer {}

  /** Nothing here can do that: 409. */
  record NotSupported(String message) implements SystemAnswer {}

  /** The request is not what the method takes: 400. */
  record Invalid(ProblemDetails problem) implements SystemAnswer {}

  /** It could not be kept, or anything else: that status. The CRM shows a failure. */
  record Failed(int status) implements SystemAnswer {}

  static SystemAnswer of(InvalidFields fault) {
    return new Invalid(ProblemDetails.of(fault));
  }

  default int status() {
    return switch (this) {
      case Ok _ -> 200;
      case NotSupported _ -> 409;
      case Invalid _ -> 400;
      case Failed(int status) -> status;
    };
  }

  /** The body in UTF-8; perhaps empty. */
  default byte[] body() {
    return switch (this) {
      case Ok _ -> Json.write("OK");
      case NotSupported(String message) ->
          new BodyText()
              .put("invalidDatas", JsonNodeFactory.instance.arrayNode())
              .put("invalidConstraints", JsonNodeFactory.instance.objectNode())
              .put("status", KonturError.NOT_SUPPORTED)
              .put("message", message)
              .bytes();
      case Invalid(ProblemDetails problem) -> problem.write();
      case Failed _ -> new byte[0];
    };
  }

  /** Reads an answer as the CRM would. */
  static SystemAnswer read(int status, byte[] body) {
    if (status == 200) {
      return new Ok();
    }
    return switch (KonturError.read(body)) {
      case KonturError.Business(String name, String message)
          when name.equals(KonturError.NOT_SUPPORTED) ->
          new NotSupported(message);
      case KonturError.Invalid(ProblemDetails problem) -> new Invalid(problem);
      case KonturError.Business _,
          KonturError.Said _,
          KonturError.Unnamed _,
          KonturError.Unreadable _ ->
          new Failed(status);
    };
  }
}
