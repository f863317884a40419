package dev.ringbus.poller;

import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.DecisionServerConfiguration;
import dev.ringbus.bus.kafka.InstructionOutcomeFeedConfiguration;
import dev.ringbus.bus.kafka.InstructionViewConfiguration;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.model.WaitingInstruction;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

/** What is around pollers on a real broker: ingress, routing, and CRMs that command. */
final class AroundPollers implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BROKER =
      "--ringbus.bootstrap-servers=" + TestKafka.bootstrapServers();

  private final List<InstructionOutcome> outcomes = new CopyOnWriteArrayList<>();
  private final ConfigurableApplicationContext context;

  AroundPollers() {
    context =
        new SpringApplicationBuilder(
                BusConfiguration.class,
                DecisionServerConfiguration.class,
                InstructionViewConfiguration.class,
                InstructionOutcomeFeedConfiguration.class,
                Following.class)
            .web(WebApplicationType.NONE)
            .run(BROKER, "--ringbus.partitions=3");
    ConfigurationStore store = context.getBean(ConfigurationStore.class);
    Configuration wanted =
        Configuration.of(List.of(mts("mts", null), mts("ruled", "acme"), plan()));
    store.read().flatMap(now -> store.replace(now, wanted)).block(PATIENCE);
    context.getBean(Following.class).follow(outcomes);
    context.getBean(DecisionServer.class).serve((request, _) -> Mono.just(returns(request)));
  }

  /** Injected as a service does it, by type. */
  static final class Following {

    private final Feed<InstructionOutcome> feed;

    Following(Feed<InstructionOutcome> feed) {
      this.feed = feed;
    }

    void follow(List<InstructionOutcome> into) {
      feed.follow(
          "test-" + UUID.randomUUID(), batch -> Mono.fromRunnable(() -> into.addAll(batch)));
    }
  }

  private static Integration mts(String id, @Nullable String plan) {
    return new Integration(
        new IntegrationId(id),
        new Platform("mts"),
        KeyDigest.of("key-of-acme-0001", new byte[] {1}),
        null,
        plan,
        null,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  private static Plan plan() {
    return new Plan(
        "acme",
        PATIENCE,
        List.of(),
        List.of(new Rule("back", null, new Rule.Then(Decision.of(new Return())))),
        Decision.NEUTRAL,
        "v1");
  }

  private static DecisionReply returns(DecisionRequest request) {
    return new DecisionReply(
        request.correlationId(),
        Decision.of(new Return()),
        "acme",
        "v1",
        "back",
        DecisionSource.RULE,
        Duration.ofMillis(1),
        List.of());
  }

  /** A process of its own, but for the JVM. */
  static ConfigurableApplicationContext poller(Clock clock) {
    return new SpringApplicationBuilder(PollerApplication.class)
        .initializers(
            context -> ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock))
        .run(
            "--spring.config.name=poller-service",
            BROKER,
            "--ringbus.partitions=3",
            "--ringbus.control.port=0");
  }

  static int readiness(ConfigurableApplicationContext poller) throws Exception {
    String port = poller.getEnvironment().getRequiredProperty("local.server.port");
    URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  static CallKey newCall(String integration) {
    return new CallKey(new IntegrationId(integration), new CallId(UUID.randomUUID().toString()));
  }

  /** The conversation begins. */
  void connect(CallKey call) {
    happens(call, CallEventType.LEG_CONNECTED, 9);
  }

  /** When a poller has heard of its connection: what is wanted of a call waits a second for it. */
  void awaitLive(CallKey call) {
    await().atMost(PATIENCE).until(() -> isLive(call));
  }

  void end(CallKey call) {
    happens(call, CallEventType.CALL_ENDED, 15);
  }

  private void happens(CallKey call, CallEventType type, long eventType) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    CallEvent event =
        CallEvent.builder()
            .id(UUID.randomUUID().toString())
            .type(type)
            .integration(call.integration())
            .platform(new Platform("mts"))
            .callId(call.callId())
            .direction(Direction.INBOUND)
            .occurredAt(now)
            .receivedAt(now)
            .raw(Map.of("EventType", eventType, "Result", "1280", "ServiceType", 1L))
            .build();
    append(context.getBean(EventLog.class).append(List.of(event), Context.root()));
  }

  /** A CRM's button is pressed; the instruction's id. */
  String hangUp(CallKey call) {
    String id = UUID.randomUUID().toString();
    HangUp command =
        new HangUp(
            id, "acme-kontur", OffsetDateTime.now(ZoneOffset.UTC), call, call + "/101", "user-1");
    append(context.getBean(CommandLog.class).append(command, Context.root()));
    return id;
  }

  /** As {@link #hangUp}, of somebody who has more patience than a minute. */
  String hangUpAnyTime(CallKey call) {
    String id = UUID.randomUUID().toString();
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    Instruct command =
        new Instruct(id, now, call, new Hangup(), "api", now.plus(Duration.ofHours(1)), null);
    append(context.getBean(CommandLog.class).append(command, Context.root()));
    return id;
  }

  /** Ingress has written it into an answer. */
  void offer(CallKey call, String instruction) {
    InstructionOutcome offered =
        new InstructionOutcome(
            instruction + "/offered",
            instruction,
            call.integration(),
            call.callId(),
            InstructionOutcome.Outcome.OFFERED,
            null,
            OffsetDateTime.now(ZoneOffset.UTC));
    append(context.getBean(InstructionOutcomeLog.class).record(offered, Context.root()));
  }

  private static void append(Mono<Void> record) {
    record.retry(20).block(PATIENCE);
  }

  /** What waits for the call, in order. */
  List<WaitingInstruction> waiting(CallKey call) {
    return context
        .getBean(InstructionView.class)
        .find(call)
        .map(head -> {
          List<WaitingInstruction> all = new ArrayList<>(List.of(head));
          all.addAll(head.behind());
          return List.copyOf(all);
        })
        .orElse(List.of());
  }

  boolean isLive(CallKey call) {
    LiveCallLog log = context.getBean(LiveCallLog.class);
    return Boolean.TRUE.equals(
        log.read(Set.of(log.partition(call))).map(LiveCall::key).any(call::equals).block(PATIENCE));
  }

  /** As {@code id outcome}, each once. */
  List<String> outcomes(CallKey call) {
    return outcomes.stream()
        .filter(outcome -> outcome.key().equals(call))
        .map(outcome -> outcome.instruction() + " " + outcome.outcome().wireName())
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
