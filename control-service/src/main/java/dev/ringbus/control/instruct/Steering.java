package dev.ringbus.control.instruct;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
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

/** What PBXs can be told during a call: some nothing, and some less on a call of one direction. */
public final class Steering {

  /** Any that a call of which nothing is known may have; the first refuses for all. */
  private static final List<Direction> ANY = List.of(Direction.INBOUND, Direction.OUTBOUND);

  /** With every option at its default: what a call can be told depends on none. */
  private final Map<Platform, PbxDialect> dialects;

  private final List<DialectProvider> providers;

  /**
   * @param dialects all that there are
   */
  public Steering(List<DialectProvider> dialects) {
    this.providers = List.copyOf(dialects);
    this.dialects =
        dialects.stream()
            .map(provider ->
                provider.dialect(DialectSettings.defaults(new IntegrationId("unknown"))))
            .collect(Collectors.toUnmodifiableMap(PbxDialect::name, Function.identity()));
  }

  /**
   * Why the call's PBX can never follow that at a poll, as a sentence; empty if it can, as far as
   * is known.
   *
   * @param direction the call's; absent if it is not known
   */
  Optional<String> impossible(
      Wish wish, Integration integration, @Nullable Direction direction, OffsetDateTime now) {
    Platform platform = integration.platform();
    PbxDialect dialect = dialects.get(platform);
    if (dialect == null || dialect.polling().isEmpty()) {
      return Optional.of(
          wish.instruction().name() + " is not possible during a call on " + platform);
    }
    List<Fit> fits =
        (direction == null ? ANY : List.of(direction))
            .stream()
                .map(way ->
                    dialect.fit(
                        Decision.of(wish.instruction()),
                        RoutingQuestion.atPoll(wish.call(), platform, way, now)))
                .toList();
    return fits.stream().anyMatch(Fit::isWhole)
        ? Optional.empty()
        : Optional.of(String.join("; ", fits.getFirst().dropped()));
  }

  /** Whether the integration has its instructions offered a second time where nobody says. */
  boolean offersAgain(Integration integration) {
    return providers.stream()
        .filter(provider -> provider.platform().equals(integration.platform()))
        .findFirst()
        .map(provider ->
            provider.dialect(
                new DialectSettings(
                    integration.id(), integration.timeZone(), integration.options(), Map.of())))
        .flatMap(PbxDialect::polling)
        .filter(polling -> polling.offerAgainAfter() != null)
        .isPresent();
  }
}
