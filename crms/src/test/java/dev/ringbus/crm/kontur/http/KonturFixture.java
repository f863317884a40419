package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CallOwners;
import dev.ringbus.crm.CrmAdvice;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.testkit.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to a scripted Kontur.CRM, which by default takes everything. */
final class KonturFixture implements AutoCloseable {

  static final String COMMUNICATION = "184e7bcd";

  final ScriptedServer server = new ScriptedServer();
  final MovableClock clock = MovableClock.standing();
  final AtomicInteger keys = new AtomicInteger();
  private final Path secrets;
  private final Map<String, Object> settings = new HashMap<>();
  private final Map<String, SecretRef> references = new HashMap<>();
  private KonturLimits limits =
      new KonturLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(4),
          4);
  private KonturConnection connection;

  /**
   * @param secrets where files with secrets are
   */
  KonturFixture(Path secrets) {
    this.secrets = secrets;
    settings.put("users", Map.of("ae9f53d", "306"));
    references.put("apiKey", new SecretRef.Env("KONTUR_API_KEY"));
    server.does(this::takes);
  }

  KonturFixture with(String setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  KonturFixture withSecret(String name, SecretRef ref) {
    references.put(name, ref);
    return this;
  }

  /** For an operation and for a stalled upload alike; what is connected is connected anew. */
  KonturFixture within(Duration limit) {
    close(connection);
    connection = null;
    limits = new KonturLimits(limits.connect(), limit, limit, limits.idle(), limits.uploads());
    return this;
  }

  KonturConnection connection() {
    if (connection == null) {
      connection = connect(server.url());
    }
    return connection;
  }

  CallOwners owners() {
    return switch (connection().advice()) {
      case CrmAdvice.WhoIsResponsible(CallOwners owners) -> owners;
      case CrmAdvice.WhatToDo _ -> throw new AssertionError("Kontur.CRM names people");
    };
  }

  /** So many connections alone. */
  KonturClient client(int connections) {
    return new KonturClient(settings(server.url()), connections, limits);
  }

  private KonturSettings settings(URI url) {
    return KonturSettings.of(new Crm("acme", "kontur", url, null, settings, references, "v1"));
  }

  private KonturConnection connect(URI url) {
    return new KonturConnection(
        settings(url),
        new SecretSource(Map.of("KONTUR_API_KEY", "a1b2c3", "KONTUR_SECRET", "s3cret"), secrets),
        clock,
        limits,
        () -> "ringbus-0123456789abcdef");
  }

  /** What Kontur.CRM does when all is well. */
  Step takes(Request request) {
    if (isAuthorization(request)) {
      return grants(request);
    }
    if (request.is("call-started")) {
      return ScriptedServer.json(200, communication("appeared"));
    }
    if (request.is("files")) {
      return ScriptedServer.json(
          200,
          "{\"fileId\":\"ceb45e\",\"fileName\":\"recording.mp3\",\"contentType\":\"audio/mpeg\","
              + "\"contentLength\":100000}");
    }
    if (request.is("call-redirect")) {
      return ScriptedServer.json(200, "{\"userIds\":[\"ae9f53d\"]}");
    }
    return ScriptedServer.json(200, "\"OK\"");
  }

  static boolean isAuthorization(Request request) {
    return request.target().startsWith("/api/v1/authorization/");
  }

  /** A new key for each who asks: {@code key-1}, {@code key-2}. */
  Step grants(Request request) {
    return ScriptedServer.json(
        200,
        "{\"workspace\":{\"id\":\"7a1523\",\"name\":\"my-workspace\",\"title\":\"Acme\","
            + "\"updateInfo\":{}},\"integrationInstance\":{\"features\":{\"call\":true},"
            + "\"status\":1},\"accessKey\":\"key-%d\"}".formatted(keys.incrementAndGet()));
  }

  static String communication(String status) {
    return "{\"id\":\"%s\",\"status\":\"%s\",\"data\":{\"call\":{\"items\":[],\"events\":[]}}}"
        .formatted(COMMUNICATION, status);
  }

  @Override
  public void close() {
    close(connection);
    server.close();
  }

  private static void close(KonturConnection connection) {
    if (connection != null) {
      connection.close();
    }
  }
}
