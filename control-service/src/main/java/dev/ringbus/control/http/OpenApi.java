package dev.ringbus.control.http;

import dev.ringbus.control.http.Endpoint.Body;
import dev.ringbus.control.http.Endpoint.Shape;
import dev.ringbus.control.http.Parameter.Format;
import dev.ringbus.control.http.Parameter.Place;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of the endpoints. */
final class OpenApi {

  /** What every endpoint can say instead of its answer. */
  private static final List<Integer> ALWAYS = List.of(400, 401, 500, 503);

  private static final Map<String, Instruction> EXAMPLES =
      new TreeMap<>(
          Map.of(
              "extension",
              new Forward(List.of("0306"), Destination.EXTENSION, false, null, true, false),
              "hangup",
              new Hangup(),
              "number",
              Forward.toNumbers("+74951234567"),
              "outgoingCallToPbx",
              new Forward(List.of("80004951234567306"), Destination.PBX, false, null, true, false),
              "play",
              new Play("wait", null, true, false, null),
              "return",
              new Return()));

  private final List<Endpoint> endpoints;
  private final Schemas schemas = new Schemas();

  OpenApi(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  /** The document, made to be read by people too. */
  String json() {
    ObjectNode document = node().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Ringbus control API")
        .put("version", "v1")
        .put("description", "Calls, what their PBXs and CRMs are told, and how the CRMs do.");
    document.putArray("security").addObject().putArray("bearer");
    ObjectNode paths = document.putObject("paths");
    for (Endpoint endpoint : endpoints) {
      ObjectNode path =
          paths.has(endpoint.path())
              ? (ObjectNode) paths.get(endpoint.path())
              : paths.putObject(endpoint.path());
      path.set(endpoint.method().name().toLowerCase(Locale.ROOT), operation(endpoint));
    }
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "The token of control.token in ringbus.yaml.");
    components.set("schemas", schemas.components());
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private ObjectNode operation(Endpoint endpoint) {
    ObjectNode operation = node().put("summary", endpoint.summary());
    if (!endpoint.parameters().isEmpty()) {
      endpoint
          .parameters()
          .forEach(parameter -> operation.withArray("parameters").add(parameter(parameter)));
    }
    switch (endpoint.body()) {
      case Body.None _ -> {}
      case Body.OneInstruction _ -> operation.set("requestBody", instruction());
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode success = responses.putObject(Integer.toString(endpoint.status()));
    body(success, "As asked.", "application/json", answer(endpoint.answer()));
    ALWAYS.forEach(status -> problem(responses, status));
    endpoint.problems().forEach(status -> problem(responses, status));
    return operation;
  }

  private ObjectNode instruction() {
    ObjectNode body = node().put("required", true);
    ObjectNode content = body.putObject("content").putObject("application/json");
    content.set("schema", schemas.of(Instruction.class));
    ObjectNode examples = content.putObject("examples");
    EXAMPLES.forEach((name, example) ->
        examples.putObject(name).set("value", Json.mapper().<ObjectNode>valueToTree(example)));
    return body;
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode node =
        node()
            .put("name", parameter.name())
            .put("in", parameter.place().name().toLowerCase(Locale.ROOT))
            .put("required", parameter.place() == Place.PATH)
            .put("description", parameter.about());
    ObjectNode schema = node.putObject("schema");
    switch (parameter.format()) {
      case Format.Text _, Format.Key _ -> schema.put("type", "string");
      case Format.Time _ -> schema.put("type", "string").put("format", "date-time");
      case Format.Span _ -> schema.put("type", "string").put("format", "duration");
      case Format.Whole(long min, long max) ->
          schema.put("type", "integer").put("minimum", min).put("maximum", max);
      case Format.Choice(List<String> names) -> {
        schema.put("type", "string");
        names.forEach(schema.putArray("enum")::add);
      }
    }
    return node;
  }

  private ObjectNode answer(Shape shape) {
    return switch (shape) {
      case Shape.One(Class<?> type) -> schemas.of(type);
      case Shape.ListOf(Class<?> type) -> Schemas.listOf(schemas.of(type));
      case Shape.PageOf(Class<?> type) -> schemas.pageOf(type);
    };
  }

  private void problem(ObjectNode responses, int status) {
    body(
        responses.putObject(Integer.toString(status)),
        Problem.title(status),
        Problem.MEDIA_TYPE,
        schemas.of(Problem.class));
  }

  private static void body(ObjectNode response, String about, String type, ObjectNode schema) {
    response.put("description", about);
    response.putObject("content").putObject(type).set("schema", schema);
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
