package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be told to a call that is connected: that depends on its PBX, and on its direction. */
public final class MidCall {

  private final ConfigurationView configuration;

  /** With every option at its default: what a call can be told depends on none. */
  private final Map<Platform, PbxDialect> polling;

  /**
   * @param dialects all that there are
   */
  public MidCall(ConfigurationView configuration, List<DialectProvider> dialects) {
    this.configuration = configuration;
    this.polling =
        dialects.stream()
            .map(provider ->
                provider.dialect(DialectSettings.defaults(new IntegrationId("unknown"))))
            .filter(dialect -> dialect.polling().isPresent())
            .collect(Collectors.toUnmodifiableMap(PbxDialect::name, Function.identity()));
  }

  /** Whether an instruction can be followed. */
  sealed interface Possibility {

    /** As far as is known, it can. */
    record Possible() implements Possibility {}

    /** Why it cannot, as a sentence. */
    record Impossible(String reason) implements Possibility {}
  }

  /** Whether calls of this platform poll. */
  public boolean polls(Platform platform) {
    return polling.containsKey(platform);
  }

  /**
   * Whether the call's PBX would follow the instruction at its next poll.
   *
   * @param direction absent if it is not known
   */
  Possibility possibility(
      CallKey call, Instruction instruction, @Nullable Direction direction, OffsetDateTime now) {
    Optional<Integration> integration = configuration.current().integration(call.integration());
    if (integration.isEmpty()) {
      return new Possibility.Impossible("there is no integration " + call.integration());
    }
    Platform platform = integration.get().platform();
    PbxDialect dialect = polling.get(platform);
    if (dialect == null) {
      return new Possibility.Impossible(
          instruction.name() + " is not possible during a call on " + platform);
    }
    Fit fit =
        dialect.fit(
            Decision.of(instruction),
            new RoutingQuestion(connected(call, platform, direction, now)));
    return fit.isWhole()
        ? new Possibility.Possible()
        : new Possibility.Impossible(String.join("; ", fit.dropped()));
  }

  /** The moment of a poll, which is no event itself: the last one it could be. */
  private static CallEvent connected(
      CallKey call, Platform platform, @Nullable Direction direction, OffsetDateTime now) {
    return CallEvent.builder()
        .id(call + "/poll")
        .type(CallEventType.LEG_CONNECTED)
        .integration(call.integration())
        .platform(platform)
        .callId(call.callId())
        .direction(direction)
        .occurredAt(now)
        .receivedAt(now)
        .build();
  }
}
