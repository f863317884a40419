package dev.ringbus.control.http;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryFeed;
import dev.ringbus.control.instruct.Instructions;
import dev.ringbus.control.instruct.OutcomeLifecycle;
import dev.ringbus.control.instruct.Steering;
import dev.ringbus.control.instruct.Wish;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Platform;
import dev.ringbus.store.testkit.InMemoryStore;
import dev.ringbus.store.testkit.Samples;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A hub with the integrations {@code acme-mts} and {@code acme-uis} (CoMagic), in memory, as far as
 * the control API needs one.
 */
final class SteeredCalls {

  static final String TOKEN = "control-token-0001";
  static final Instant NOW = Instant.parse("2026-03-01T09:00:05Z");
  static final Duration STORED_WITHIN = Duration.ofSeconds(5);

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final InMemoryBroker broker = new InMemoryBroker();
  final InMemoryStore store = new InMemoryStore(CLOCK);
  final InMemoryConfigurationView configuration = new InMemoryConfigurationView();
  final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final InMemoryCommandLog log = new InMemoryCommandLog(broker);
  private final InMemoryFeed<InstructionOutcome> outcomes = new InMemoryFeed<>();
  private final AtomicInteger lastId = new AtomicInteger();

  SteeredCalls() {
    configuration.set(
        Configuration.of(
            List.of(integration("acme-mts", "mts"), integration("acme-uis", "comagic"))));
    new OutcomeLifecycle(outcomes, store.instructions()).start();
  }

  /** The integration {@code acme-mts} with this option of its dialect. */
  void option(String name, Object value) {
    configuration.set(
        Configuration.of(List.of(integration("acme-mts", "mts", Map.of(name, value)))));
  }

  private static ConfigResource integration(String id, String platform) {
    return integration(id, platform, Map.of());
  }

  private static ConfigResource integration(
      String id, String platform, Map<String, @Nullable Object> options) {
    return new Integration(
        new IntegrationId(id),
        new Platform(platform),
        KeyDigest.of("integration-key-0001", new byte[16]),
        null,
        null,
        null,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        options,
        Map.of(),
        "v1");
  }

  /** The routes, for whoever has {@link #TOKEN}. */
  ControlRoutes routes(SomeCalls calls) {
    return routes(calls, new BearerToken(() -> Optional.of(KeyDigest.of(TOKEN, new byte[16]))));
  }

  ControlRoutes routes(SomeCalls calls, BearerToken token) {
    return new ControlRoutes(
        calls,
        instructions(),
        store.instructions(),
        token,
        new RequestTrace(OpenTelemetry.noop().getTracer("test")),
        CLOCK);
  }

  Instructions instructions() {
    return new Instructions(
        configuration,
        store.calls(),
        store.instructions(),
        log,
        new Steering(Dialects.all()),
        () -> "id-" + lastId.incrementAndGet(),
        CLOCK,
        STORED_WITHIN,
        time);
  }

  /** To hang {@code acme-mts:17} up. */
  Wish wish() {
    return new Wish(CallKey.parse("acme-mts:17"), new Hangup(), Duration.ofSeconds(60), null, null);
  }

  /** Every command that was published. */
  List<CallCommand> commands() {
    return log.commands();
  }

  /** The store learns of an event of a call. */
  void happens(String call, CallEventType type, Direction direction) {
    CallEvent event =
        CallEvent.builder()
            .id(call + "/" + type.wireName())
            .type(type)
            .integration(new IntegrationId("acme-mts"))
            .platform(new Platform("mts"))
            .callId(new CallId(call))
            .direction(direction)
            .occurredAt(NOW.atOffset(ZoneOffset.UTC))
            .receivedAt(NOW.atOffset(ZoneOffset.UTC))
            .build();
    store.calls().record(List.of(event), Samples::quiet).block(Duration.ofSeconds(30));
  }

  /** The topic of outcomes says something of an instruction for {@code acme-mts:17}. */
  void becomes(String instruction, Outcome outcome, int second, @Nullable String reason) {
    CallKey call = CallKey.parse("acme-mts:17");
    outcomes.write(
        new InstructionOutcome(
            instruction + "/" + outcome.wireName(),
            instruction,
            call.integration(),
            call.callId(),
            outcome,
            reason,
            NOW.atOffset(ZoneOffset.UTC).plusSeconds(second)));
  }
}
