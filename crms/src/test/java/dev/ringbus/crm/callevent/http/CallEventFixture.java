package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A scripted CRM that was made for MTS, which by default asks for nothing. */
final class CallEventFixture implements AutoCloseable {

  static final String JSON = "application/json; charset=UTF-8";

  final ScriptedServer server = new ScriptedServer();
  private final Map<String, Object> settings = new HashMap<>(Map.of("user", "mts"));
  private final Map<String, String> environment = new HashMap<>(Map.of("OLD", "секрет"));

  CallEventFixture() {
    server.does(answer(200, "{}"));
  }

  CallEventFixture with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  CallEventFixture withoutPassword() {
    environment.clear();
    return this;
  }

  Crm crm() {
    return new Crm(
        "old",
        "callevent",
        server.url().resolve("/api/"),
        null,
        settings,
        Map.of("password", new SecretRef.Env("OLD")),
        "v1");
  }

  SecretSource secrets() {
    return new SecretSource(environment, Path.of("."));
  }

  CallEventClient client() {
    return new CallEventClient(CallEventSettings.of(crm()), secrets());
  }

  static Step answer(int status, String body) {
    return new Step.Send(ScriptedServer.response(status, JSON, body));
  }

  @Override
  public void close() {
    server.close();
  }
}
