package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.kontur.files.Uploading;
import dev.ringbus.simulator.web.BodyReader;
import dev.ringbus.simulator.web.WebAnswer;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.simulator.web.WebRequest;
import dev.ringbus.simulator.web.WholeBody;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** The methods of the API: which one a request means, and who answers it. */
final class Api {

  private final KonturSettings settings;
  private final Gate gate;
  private final Authorization authorization;
  private final LiveNotices notices;
  private final Registrations registrations;
  private final Redirects redirects;
  private final Files files;
  private final Violations violations;

  Api(
      KonturSettings settings,
      Gate gate,
      Authorization authorization,
      LiveNotices notices,
      Registrations registrations,
      Redirects redirects,
      Files files,
      Violations violations) {
    this.settings = settings;
    this.gate = gate;
    this.authorization = authorization;
    this.notices = notices;
    this.registrations = registrations;
    this.redirects = redirects;
    this.files = files;
    this.violations = violations;
  }

  /** Reads a request whose path begins with {@code /api/v1}. */
  BodyReader begin(WebRequest request) {
    List<String> path = request.path().subList(2, request.path().size());
    if (path.size() == 2 && path.getFirst().equals("authorization")) {
      return authorize(request, path.get(1));
    }
    if (path.isEmpty() || !path.getFirst().equals(settings.workspace())) {
      return unknown(request);
    }
    List<String> rest = path.subList(1, path.size());
    if (rest.size() == 4
        && rest.subList(0, 3).equals(List.of("communications", "callbacks", "telephony"))) {
      return telephony(request, rest.get(3));
    }
    if (!rest.isEmpty() && rest.getFirst().equals("files")) {
      return files(request, rest.subList(1, rest.size()));
    }
    return unknown(request);
  }

  private BodyReader authorize(WebRequest request, String method) {
    return switch (request.method() + " " + method) {
      case "POST " + Authorization.PRIVATE ->
          new WholeBody(
              _ -> gate.open(Operation.AUTHORIZE, () -> authorization.asPrivate(request)));
      case "POST " + Authorization.PUBLIC ->
          new WholeBody(_ -> gate.open(Operation.AUTHORIZE, () -> authorization.asPublic(request)));
      default -> unknown(request);
    };
  }

  private BodyReader telephony(WebRequest request, String method) {
    return switch (request.method() + " " + method) {
      case "POST call-started" -> callback(request, Operation.CALL_STARTED, notices::started);
      case "POST call-event" -> callback(request, Operation.CALL_EVENT, notices::event);
      case "POST call-finished" -> callback(request, Operation.CALL_FINISHED, notices::finished);
      case "POST call-failed" -> callback(request, Operation.CALL_FAILED, notices::failed);
      case "POST register-call" ->
          callback(request, Operation.REGISTER_CALL, registrations::register);
      case "POST call-recording" ->
          callback(request, Operation.CALL_RECORDING, registrations::recording);
      case "GET call-redirect" ->
          new WholeBody(_ ->
              gate.pass(request, Operation.CALL_REDIRECT, () -> redirects.answer(request.query())));
      default -> unknown(request);
    };
  }

  /** A method that takes JSON. */
  @FunctionalInterface
  private interface Callback {
    Response answer(byte[] body) throws Malformed;
  }

  private BodyReader callback(WebRequest request, Operation operation, Callback callback) {
    return new WholeBody(body ->
        gate.pass(
            request,
            operation,
            () -> isJson(request) ? callback.answer(body) : noJson(request, operation)));
  }

  private static boolean isJson(WebRequest request) {
    return request
        .header("Content-Type")
        .filter(type -> type.matches("(?i)application/json(\\s*;.*)?"))
        .isPresent();
  }

  private Response noJson(WebRequest request, Operation operation) {
    violations.add(
        Rule.WELL_FORMED,
        "",
        "expected Content-Type application/json of %s, got %s"
            .formatted(operation.word(), request.header("Content-Type").orElse("none")));
    return Replies.problem(415, Map.of("", List.of("Unsupported Media Type")));
  }

  private BodyReader files(WebRequest request, List<String> path) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (path.isEmpty() && request.method().equals("POST")) {
      return new Upload(request);
    }
    if (path.size() == 1 && reads) {
      boolean download = "true".equals(request.query().text("download"));
      return new WholeBody(
          _ -> gate.pass(request, Operation.FILE, () -> files.content(path.getFirst(), download)));
    }
    if (path.size() == 2 && reads && path.get(1).equals("meta")) {
      return new WholeBody(
          _ -> gate.pass(request, Operation.FILE, () -> files.meta(path.getFirst())));
    }
    return unknown(request);
  }

  private BodyReader unknown(WebRequest request) {
    violations.add(Rule.KNOWN_PATH, "", "expected a path and method of the API, got " + request);
    return new WholeBody(_ -> Replies.json(404, "Not Found"));
  }

  /** A file on its way in. Whether it may is decided when it is there, as behind a proxy. */
  private final class Upload implements BodyReader {

    private final WebRequest request;
    private final Uploading uploading;

    Upload(WebRequest request) {
      this.request = request;
      this.uploading = new Uploading(request.header("Content-Type").orElse(""));
    }

    @Override
    public void read(ByteBuf piece) {
      uploading.read(piece);
    }

    @Override
    public WebAnswer end() {
      try (uploading) {
        return gate.passUpload(request, keeping -> files.uploaded(uploading, keeping));
      }
    }

    @Override
    public void broken() {
      uploading.close();
    }
  }
}
