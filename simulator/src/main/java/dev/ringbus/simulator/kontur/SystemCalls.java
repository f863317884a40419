package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.kontur.SystemAnswer.Echo;
import dev.ringbus.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The buttons of the CRM and its scheduled webhooks, which call the hub. Each sends a fresh access
 * key, and an echo header that has to come back as it is.
 */
public final class SystemCalls implements AutoCloseable {

  private static final String ECHO = "X-XCOM-Integration-Echo";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final String workspace;
  private final AccessKeys keys;
  private final Communications communications;
  private final Violations violations;
  private final RandomGenerator random;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Where the vendor's documents have a path in two forms. */
  public enum Form {
    /** {@code api/v1/{ws}/communications/{id}/hangup}. */
    LONG,
    /** {@code communications/hangup}. */
    SHORT
  }

  SystemCalls(
      URI base,
      String workspace,
      AccessKeys keys,
      Communications communications,
      Violations violations,
      RandomGenerator random,
      Clock clock) {
    this.base = base;
    this.workspace = workspace;
    this.keys = keys;
    this.communications = communications;
    this.violations = violations;
    this.random = random;
    this.clock = clock;
  }

  /** A user presses "call" beside a client's number. */
  public SystemAnswer call(String fromUserId, String clientPhone)
      throws IOException, InterruptedException {
    return call(new KnownCall.Asked(fromUserId, null, clientPhone, clock.instant()), Form.LONG);
  }

  /** A user presses "call" beside another user. */
  public SystemAnswer callColleague(String fromUserId, String toUserId)
      throws IOException, InterruptedException {
    return call(new KnownCall.Asked(fromUserId, toUserId, null, clock.instant()), Form.LONG);
  }

  /** {@code CALL}. */
  public SystemAnswer call(KnownCall.Asked asked, Form form)
      throws IOException, InterruptedException {
    String id = communications.ask(asked);
    Map<String, String> body = new LinkedHashMap<>();
    body.put("communicationId", id);
    body.put("fromUserId", asked.fromUserId());
    if (asked.toUserId() != null) {
      body.put("toUserId", asked.toUserId());
    }
    if (asked.clientPhone() != null) {
      body.put("clientPhone", asked.clientPhone());
    }
    return post(path("communications/call", form), body, Optional.of(id));
  }

  /**
   * {@code HANGUP}: a user presses "hang up".
   *
   * @param realtimeCallItemId the leg, as it was told of
   */
  public SystemAnswer hangUp(
      String communicationId, String realtimeCallItemId, @Nullable String userId, Form form)
      throws IOException, InterruptedException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("realtimeCallItemId", realtimeCallItemId);
    if (userId != null) {
      body.put("userId", userId);
    }
    String path =
        switch (form) {
          case LONG -> path("communications/" + communicationId + "/hangup", form);
          case SHORT -> path("communications/hangup", form);
        };
    return post(path, body, Optional.empty());
  }

  /** The scheduled webhook that asks for whatever the CRM lacks. */
  public SystemAnswer synchronize() throws IOException, InterruptedException {
    return post(path("communications/sync", Form.SHORT), Map.of(), Optional.empty());
  }

  /** The webhook after the integration was set up or upgraded. */
  public SystemAnswer upgrade() throws IOException, InterruptedException {
    return post(path("setup/upgrade", Form.SHORT), Map.of(), Optional.empty());
  }

  private String path(String path, Form form) {
    return switch (form) {
      case LONG -> "api/v1/" + workspace + "/" + path;
      case SHORT -> path;
    };
  }

  private SystemAnswer post(String path, Map<String, ?> body, Optional<String> communicationId)
      throws IOException, InterruptedException {
    // Two spaces, quotes and signs: whatever parses or trims it changes it.
    String echo = "E%016x;q=\"a b\",  /+== end".formatted(random.nextLong());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + "/" + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-XCOM-AccessKey", keys.give())
            .header(ECHO, echo)
            .POST(BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    boolean returned = response.headers().allValues(ECHO).equals(List.of(echo));
    if (!returned) {
      violations.add(
          Rule.ECHO,
          communicationId.orElse(""),
          "expected the answer of %s to have %s as it was sent, got %s with status %d"
              .formatted(
                  path,
                  ECHO,
                  response.headers().firstValue(ECHO).isEmpty() ? "none" : "another",
                  response.statusCode()));
    }
    return new SystemAnswer(
        response.statusCode(),
        response.body(),
        returned ? Echo.RETURNED : Echo.LOST,
        communicationId);
  }

  @Override
  public void close() {
    client.close();
  }
}
