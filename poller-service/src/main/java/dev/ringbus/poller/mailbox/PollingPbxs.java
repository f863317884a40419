package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.Polling;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be told to a call that is connected: that depends on its PBX, and on its direction. */
public final class PollingPbxs {

  private final ConfigurationView configuration;
  private final List<DialectProvider> providers;

  /** With every option at its default: what a call can be told depends on none. */
  private final Map<Platform, PbxDialect> polling;

  /**
   * @param dialects all that there are
   */
  public PollingPbxs(ConfigurationView configuration, List<DialectProvider> dialects) {
    this.configuration = configuration;
    this.providers = List.copyOf(dialects);
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

  /** How calls of this platform poll, with every option at its default; empty if they do not. */
  Optional<Polling> polling(Platform platform) {
    return Optional.ofNullable(polling.get(platform)).flatMap(PbxDialect::polling);
  }

  /** How the call's PBX polls; empty if it does not, or if its integration is not known. */
  Optional<Polling> polling(CallKey call) {
    return configuration
        .current()
        .integration(call.integration())
        .flatMap(integration -> polling(integration.platform()));
  }

  /** After how many polls without proof the integration has an instruction offered again. */
  Optional<Integer> offerAgainAfter(CallKey call) {
    return configuration
        .current()
        .integration(call.integration())
        .flatMap(this::dialect)
        .flatMap(PbxDialect::polling)
        .flatMap(found -> Optional.ofNullable(found.offerAgainAfter()));
  }

  private Optional<PbxDialect> dialect(Integration integration) {
    return providers.stream()
        .filter(provider -> provider.platform().equals(integration.platform()))
        .findFirst()
        .map(provider ->
            provider.dialect(
                new DialectSettings(
                    integration.id(), integration.timeZone(), integration.options(), Map.of())));
  }

  /** Whether the event shows that the PBX has followed the instruction. */
  boolean proves(Instruction instruction, CallEvent event) {
    PbxDialect dialect = polling.get(event.platform());
    return dialect != null && dialect.proves(instruction, event);
  }

  /** Whether calls of this integration can be told anything; otherwise the end of a sentence. */
  Possibility possibility(CallKey call) {
    Optional<Integration> integration = configuration.current().integration(call.integration());
    if (integration.isEmpty()) {
      return new Possibility.Impossible(
          "is not possible: there is no integration " + call.integration());
    }
    Platform platform = integration.get().platform();
    return polling.containsKey(platform)
        ? new Possibility.Possible()
        : new Possibility.Impossible("is not possible during a call on " + platform);
  }

  /** Whether the call's PBX would follow the instruction at its next poll. */
  Possibility possibility(LiveCall call, Instruction instruction) {
    PbxDialect dialect = polling.get(call.platform());
    if (dialect == null) {
      return new Possibility.Impossible(
          instruction.name() + " is not possible during a call on " + call.platform());
    }
    Fit fit =
        dialect.fit(
            Decision.of(instruction),
            RoutingQuestion.atPoll(
                call.key(), call.platform(), call.direction(), call.connectedAt()));
    return fit.isWhole()
        ? new Possibility.Possible()
        : new Possibility.Impossible(String.join("; ", fit.dropped()));
  }
}
