package dev.ringbus.ingress;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.ingress.http.Gate;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The integrations as they are configured now, each with its dialect set up. A change of the
 * configuration is live with the next request. One integration that cannot be set up does not keep
 * the others from working: it is as good as unknown, named in the log once, and in the health
 * details.
 */
final class Integrations {

  private static final Logger log = LoggerFactory.getLogger(Integrations.class);

  private static final Decision HANG_UP = Decision.of(new Instruction.Hangup());

  /** What a PBX can be told does not depend on it. */
  private static final OffsetDateTime ANY_TIME = OffsetDateTime.MIN;

  private final ConfigurationView view;
  private final Map<Platform, DialectProvider> providers;
  private final Map<Platform, PbxDialect> plainDialects;
  private final SecretSource secrets;
  private final Disposable.Swap subscription = Disposables.swap();

  private volatile Known known = new Known(Map.of(), Map.of(), Map.of());
  private volatile boolean caughtUp;

  Integrations(ConfigurationView view, List<DialectProvider> providers, SecretSource secrets) {
    this.view = view;
    this.providers =
        providers.stream()
            .collect(Collectors.toMap(DialectProvider::platform, Function.identity()));
    this.plainDialects =
        providers.stream()
            .collect(Collectors.toMap(DialectProvider::platform, Integrations::plainDialect));
    this.secrets = secrets;
  }

  /**
   * An integration that can be served.
   *
   * @param plan absent without one; then every answer is neutral
   */
  record Connected(Integration integration, Gate gate, PbxDialect dialect, @Nullable Plan plan) {

    /** The whole time that a request may take. */
    Duration budget() {
      return plan == null ? Plan.DEFAULT_DEADLINE : plan.deadline();
    }
  }

  /**
   * @param connected by the names that stand in URLs
   */
  private record Known(
      Map<String, Connected> connected,
      Map<IntegrationId, String> unusable,
      Map<String, Integration> unusableByName) {}

  /** Why an integration cannot be served, as a sentence without its name. */
  private static final class Unusable extends Exception {
    Unusable(String reason) {
      super(reason);
    }
  }

  /** Begins to follow the configuration. */
  void start() {
    subscription.update(
        view.changes()
            .subscribe(this::apply, e -> log.error("The configuration is no longer followed", e)));
  }

  void stop() {
    subscription.dispose();
  }

  /** Whether all that was configured when this process started is known. */
  boolean isCaughtUp() {
    if (!caughtUp && view.isReady()) {
      catchUp();
    }
    return caughtUp;
  }

  /** Looks while it keeps others out: what it saw must not replace what came after. */
  private synchronized void catchUp() {
    apply(view.current());
    caughtUp = true;
  }

  /** The integration of that name, if it is of that platform and can be served. */
  Optional<Connected> find(Platform platform, String name) {
    return Optional.ofNullable(known.connected().get(name))
        .filter(connected -> connected.integration().platform().equals(platform));
  }

  /** Who may send requests to an integration that cannot be served, if that can be told. */
  Optional<Gate> gateOfUnusable(Platform platform, String name) {
    try {
      return Optional.ofNullable(known.unusableByName().get(name))
          .filter(integration -> integration.platform().equals(platform))
          .map(integration -> Gate.of(integration, false));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether that CRM can end that call, if it lives: its PBX asks for it, and takes a hang-up.
   *
   * @param direction the call's; of one that is not known, whether any takes it
   */
  boolean takesHangUp(CallKey call, Optional<Direction> direction, String crm) {
    return Optional.ofNullable(known.connected().get(call.integration().value()))
        .filter(connected -> crm.equals(connected.integration().crm()))
        .map(Connected::dialect)
        .filter(dialect -> dialect.polling().isPresent())
        .filter(dialect -> dialect.fit(HANG_UP, poll(call, direction, dialect)).isWhole())
        .isPresent();
  }

  private static @Nullable RoutingQuestion poll(
      CallKey call, Optional<Direction> direction, PbxDialect dialect) {
    return direction
        .map(known -> RoutingQuestion.atPoll(call, dialect.name(), known, ANY_TIME))
        .orElse(null);
  }

  /** The platform's dialect with every option at its default: for requests of nobody known. */
  PbxDialect plain(Platform platform) {
    return Optional.ofNullable(plainDialects.get(platform)).orElseThrow();
  }

  /** How many integrations can be served. */
  int count() {
    return known.connected().size();
  }

  /** The integrations that cannot be served, with the reason. */
  Map<IntegrationId, String> unusable() {
    return known.unusable();
  }

  private synchronized void apply(Configuration configuration) {
    Map<String, Connected> connected = new HashMap<>();
    Map<IntegrationId, String> unusable = new HashMap<>();
    Map<String, Integration> unusableByName = new HashMap<>();
    configuration.resources().values().stream()
        .filter(Integration.class::isInstance)
        .map(Integration.class::cast)
        .forEach(integration -> {
          try {
            connected.put(integration.id().value(), connect(integration, configuration));
          } catch (Unusable e) {
            unusable.put(integration.id(), e.getMessage());
            unusableByName.put(integration.id().value(), integration);
          }
        });
    unusable.forEach(this::logUnlessKnown);
    known = new Known(Map.copyOf(connected), Map.copyOf(unusable), Map.copyOf(unusableByName));
  }

  private Connected connect(Integration integration, Configuration configuration) throws Unusable {
    DialectProvider provider = providers.get(integration.platform());
    if (provider == null) {
      throw new Unusable("there is no dialect of platform " + integration.platform());
    }
    try {
      PbxDialect dialect =
          provider.dialect(
              new DialectSettings(
                  integration.id(),
                  integration.timeZone(),
                  integration.options(),
                  resolve(integration.secrets())));
      return new Connected(
          integration,
          Gate.of(integration, dialect.verifiesRequests()),
          dialect,
          Optional.ofNullable(integration.plan()).flatMap(configuration::plan).orElse(null));
    } catch (InvalidOption e) {
      throw new Unusable("option " + e.option() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new Unusable(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Secret> resolve(Map<String, SecretRef> references) throws Unusable {
    Map<String, Secret> resolved = new HashMap<>();
    for (Map.Entry<String, SecretRef> reference : references.entrySet()) {
      Optional<Secret> secret = secrets.find(reference.getValue());
      if (secret.isEmpty()) {
        throw new Unusable(
            "its " + reference.getKey() + " is not there: " + place(reference.getValue()));
      }
      resolved.put(reference.getKey(), secret.get());
    }
    return resolved;
  }

  private static String place(SecretRef reference) {
    return switch (reference) {
      case SecretRef.Env(String name) -> "no environment variable " + name;
      case SecretRef.File(String path) -> "no readable file " + path;
    };
  }

  private void logUnlessKnown(IntegrationId id, String reason) {
    if (!reason.equals(known.unusable().get(id))) {
      log.warn("Requests of {} are answered 401: {}", id, reason);
    }
  }

  private static PbxDialect plainDialect(DialectProvider provider) {
    return provider.dialect(DialectSettings.defaults(new IntegrationId("unknown")));
  }
}
