package dev.ringbus.wire;

import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.model.Rule.AskCrm;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.model.Rule.Then;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules on {@code ringbus.config}, in the form that they have in {@code ringbus.yaml}: {@code
 * name}, {@code when}, and {@code then}, or {@code ask} with {@code within}.
 */
final class RuleJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RuleJson() {}

  static JsonNode write(Rule rule) {
    ObjectNode node = NODES.objectNode().put("name", rule.name());
    if (rule.when() != null) {
      node.put("when", rule.when());
    }
    switch (rule.action()) {
      case Then then -> node.set("then", InstructionJson.writeAll(then.decision()));
      case AskHttp ask -> {
        node.set("ask", writeAsk(ask));
        node.put("within", Durations.write(ask.within()));
      }
      case AskCrm(String crm, Duration within) -> {
        node.putObject("ask").put("crm", crm);
        node.put("within", Durations.write(within));
      }
    }
    return node;
  }

  private static ObjectNode writeAsk(AskHttp ask) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("http", ask.url().toString())
            .put("dialect", ask.dialect().value())
            .put("method", ask.method());
    if (ask.user() != null) {
      node.put("user", ask.user());
    }
    if (ask.password() != null) {
      node.set("password", writeSecret(ask.password()));
    }
    return node;
  }

  static Rule read(JsonNode node) {
    JsonNode then = node.get("then");
    Rule.Action action = then == null ? readAsk(node) : new Then(InstructionJson.readAll(then));
    return new Rule(required(node, "name"), optional(node, "when"), action);
  }

  private static Rule.Action readAsk(JsonNode node) {
    JsonNode ask = node.get("ask");
    if (ask == null) {
      throw new IllegalArgumentException("a rule needs then or ask");
    }
    Duration within = Duration.parse(required(node, "within"));
    return ask.has("crm") ? new AskCrm(required(ask, "crm"), within) : readAskHttp(ask, within);
  }

  private static AskHttp readAskHttp(JsonNode ask, Duration within) {
    JsonNode password = ask.get("password");
    return new AskHttp(
        URI.create(required(ask, "http")),
        new Platform(required(ask, "dialect")),
        required(ask, "method"),
        optional(ask, "user"),
        password == null ? null : readSecret(password),
        within);
  }

  static JsonNode writeSecret(SecretRef secret) {
    return switch (secret) {
      case SecretRef.Env(String name) -> NODES.objectNode().put("env", name);
      case SecretRef.File(String path) -> NODES.objectNode().put("file", path);
    };
  }

  static SecretRef readSecret(JsonNode node) {
    String env = optional(node, "env");
    return env == null ? new SecretRef.File(required(node, "file")) : new SecretRef.Env(env);
  }

  private static String required(JsonNode node, String name) {
    String value = optional(node, name);
    if (value == null) {
      throw new IllegalArgumentException("needs " + name);
    }
    return value;
  }

  private static @Nullable String optional(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value.asString();
  }
}
