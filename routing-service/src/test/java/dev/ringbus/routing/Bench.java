package dev.ringbus.routing;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Calendar;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.model.SecretSource;
import dev.ringbus.routing.ask.AskSettings;
import dev.ringbus.routing.ask.Asks;
import dev.ringbus.routing.cel.Conditions;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A router with its routes on a bench: no Spring, no broker, a clock that a test moves. */
final class Bench implements AutoCloseable {

  /** For what has to come in time, on a machine that is busy with other things too. */
  static final Duration AMPLE = Duration.ofSeconds(60);

  static final Duration WAY_BACK = Duration.ofMillis(50);
  static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  final MovableClock clock = MovableClock.standing(Calls.RECEIVED);
  final InMemoryConfigurationView view = new InMemoryConfigurationView();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final InMemoryCommandLog commands = new InMemoryCommandLog(new InMemoryBroker());
  final LiveRoutes routes;
  final Router router;
  private final Asks asks;

  Bench(Function<Platform, Optional<DialectProvider>> dialects, Tracer tracer) {
    AskSettings settings =
        new AskSettings(Duration.ofSeconds(5), 32, Duration.ofSeconds(4), 3, Duration.ofHours(1));
    asks =
        new Asks(
            settings,
            new SecretSource(Map.of("KONTUR_API_KEY", "a1b2c3"), Path.of(".")),
            clock,
            meters,
            tracer,
            commands);
    routes = new LiveRoutes(view, new RoutePreparation(dialects, new Conditions(), asks));
    router = new Router(routes, clock, WAY_BACK, new RoutingMeters(meters), tracer, commands);
  }

  Bench() {
    this(Dialects::find, TracerProvider.noop().get("test"));
  }

  /** Configures, as if it had come over the topic. */
  Bench with(ConfigResource... resources) {
    Configuration configuration = Configuration.of(List.of(resources));
    view.set(configuration);
    routes.take(configuration);
    return this;
  }

  /** The reply about an event; null if there is none. */
  @Nullable DecisionReply ask(CallEvent event) {
    return ask(event, AMPLE);
  }

  /**
   * As {@link #ask(CallEvent)}.
   *
   * @param time to the deadline: by the clock that is moved, and for CRMs by the machine's
   */
  @Nullable DecisionReply ask(CallEvent event, Duration time) {
    return router.answer(question(event, time), Context.root()).block(AMPLE);
  }

  DecisionRequest question(CallEvent event, Duration time) {
    return new DecisionRequest("q-1", event, clock.instant().plus(time));
  }

  double skipped(String reason) {
    return meters.get("ringbus.rules.skipped").tag("reason", reason).counter().count();
  }

  static Integration integration(CallEvent event, @Nullable String plan) {
    return integration(event.integration().value(), event.platform(), plan);
  }

  static Integration integration(String id, Platform platform, @Nullable String plan) {
    return new Integration(
        new IntegrationId(id),
        platform,
        null,
        null,
        plan,
        null,
        MOSCOW,
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "i1");
  }

  static Plan plan(String id, String version, Decision otherwise, Rule... rules) {
    return new Plan(id, Plan.DEFAULT_DEADLINE, List.of(rules), otherwise, version);
  }

  static Rule rule(String name, @Nullable String when, Instruction... then) {
    return new Rule(name, when, new Rule.Then(Decision.of(then)));
  }

  static Rule ask(String name, URI url, Platform dialect, Duration within) {
    return new Rule(name, null, new Rule.AskHttp(url, dialect, "POST", null, null, within));
  }

  static Rule askCrm(String name, String crm, Duration within) {
    return new Rule(name, null, new Rule.AskCrm(crm, within));
  }

  static Calendar always(String id) {
    return new Calendar(
        id,
        MOSCOW,
        List.of(new Calendar.Span(EnumSet.allOf(DayOfWeek.class), 0, 24 * 60)),
        Set.of(),
        "c1");
  }

  @Override
  public void close() {
    asks.close();
  }
}
