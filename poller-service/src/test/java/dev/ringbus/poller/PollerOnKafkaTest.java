package dev.ringbus.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.InstructionOutcomeFeedConfiguration;
import dev.ringbus.bus.kafka.InstructionViewConfiguration;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Direction;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

/** The service as it starts by itself, on a real broker; the test is ingress. */
class PollerOnKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BROKER =
      "--ringbus.bootstrap-servers=" + TestKafka.bootstrapServers();
  private static final List<InstructionOutcome> OUTCOMES = new CopyOnWriteArrayList<>();

  private static ConfigurableApplicationContext ingress;

  private final CallKey call =
      new CallKey(new IntegrationId("mts"), CallKey.parse("mts:" + UUID.randomUUID()).callId());

  @BeforeAll
  static void start() {
    ingress =
        new SpringApplicationBuilder(
                BusConfiguration.class,
                InstructionViewConfiguration.class,
                InstructionOutcomeFeedConfiguration.class,
                Following.class)
            .web(WebApplicationType.NONE)
            .run(BROKER, "--ringbus.partitions=3");
    ConfigurationStore store = ingress.getBean(ConfigurationStore.class);
    Configuration wanted = Configuration.of(List.of(mts()));
    store.read().flatMap(now -> store.replace(now, wanted)).block(PATIENCE);
    Following following = ingress.getBean(Following.class);
    following.follow();
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  /** Injected as a service does it, by type. */
  static final class Following {

    private final Feed<InstructionOutcome> feed;

    Following(Feed<InstructionOutcome> feed) {
      this.feed = feed;
    }

    void follow() {
      feed.follow(
          "test-" + UUID.randomUUID(), batch -> Mono.fromRunnable(() -> OUTCOMES.addAll(batch)));
    }
  }

  private static Integration mts() {
    return new Integration(
        new IntegrationId("mts"),
        new Platform("mts"),
        KeyDigest.of("key-of-acme-0001", new byte[] {1}),
        null,
        null,
        null,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  private static ConfigurableApplicationContext poller(Clock clock) {
    return new SpringApplicationBuilder(PollerApplication.class)
        .initializers(
            context -> ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock))
        .run(
            "--spring.config.name=poller-service",
            BROKER,
            "--ringbus.partitions=3",
            "--ringbus.control.port=0");
  }

  private void connect() {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    CallEvent connected =
        CallEvent.builder()
            .id(UUID.randomUUID().toString())
            .type(CallEventType.LEG_CONNECTED)
            .integration(call.integration())
            .platform(new Platform("mts"))
            .callId(call.callId())
            .direction(Direction.INBOUND)
            .occurredAt(now)
            .receivedAt(now)
            .build();
    append(ingress.getBean(EventLog.class).append(List.of(connected), Context.root()));
  }

  private String hangUp() {
    connect();
    String id = UUID.randomUUID().toString();
    HangUp command =
        new HangUp(
            id, "acme-kontur", OffsetDateTime.now(ZoneOffset.UTC), call, call + "/101", "user-1");
    append(ingress.getBean(CommandLog.class).append(command, Context.root()));
    return id;
  }

  private static void append(Mono<Void> record) {
    record.retry(20).block(PATIENCE);
  }

  private boolean waits() {
    return ingress.getBean(InstructionView.class).find(call).isPresent();
  }

  private List<String> outcomes() {
    return OUTCOMES.stream()
        .filter(outcome -> outcome.key().equals(call))
        .map(outcome -> outcome.instruction() + " " + outcome.outcome().wireName())
        .toList();
  }

  private static int readiness(ConfigurableApplicationContext poller) throws Exception {
    String port = poller.getEnvironment().getRequiredProperty("local.server.port");
    URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void keepsAnInstructionUntilItIsOffered() {
    try (ConfigurableApplicationContext poller = poller(Clock.systemUTC())) {
      await().atMost(PATIENCE).until(() -> readiness(poller) == 200);
      String id = hangUp();
      await().atMost(PATIENCE).until(this::waits);

      InstructionOutcome offered =
          new InstructionOutcome(
              id + "/offered",
              id,
              call.integration(),
              call.callId(),
              InstructionOutcome.Outcome.OFFERED,
              null,
              OffsetDateTime.now(ZoneOffset.UTC));
      append(ingress.getBean(InstructionOutcomeLog.class).record(offered, Context.root()));

      await().atMost(PATIENCE).until(() -> !waits());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(outcomes()).contains(id + " accepted", id + " offered"));
    }
  }

  @Test
  void takesAwayAfterARestartWhatExpiredMeanwhile() {
    String id;
    try (ConfigurableApplicationContext _ = poller(Clock.systemUTC())) {
      id = hangUp();
      await().atMost(PATIENCE).until(this::waits);
    }
    assertThat(waits()).isTrue();

    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
    try (ConfigurableApplicationContext _ = poller(later)) {
      await().atMost(PATIENCE).until(() -> !waits());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(outcomes()).containsExactly(id + " accepted", id + " expired"));
    }
  }
}
