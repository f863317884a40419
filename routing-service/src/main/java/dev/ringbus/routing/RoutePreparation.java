package dev.ringbus.routing;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.model.Calendar;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.routing.PreparedRule.Action;
import dev.ringbus.routing.ask.Asks;
import dev.ringbus.routing.cel.Condition;
import dev.ringbus.routing.cel.Conditions;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prepares a configuration for questions: compiles conditions, makes dialects and the questions to
 * CRMs. What did not change since the last time is taken over, so that a change of one plan among
 * thousands is live at once, and a CRM that rests goes on resting.
 *
 * <p>The configuration was checked when it was applied; what this version of the service does not
 * understand all the same costs that rule or that integration, never the others.
 */
final class RoutePreparation {

  private final Function<Platform, Optional<DialectProvider>> dialects;
  private final Conditions conditions;
  private final Asks asks;

  RoutePreparation(
      Function<Platform, Optional<DialectProvider>> dialects, Conditions conditions, Asks asks) {
    this.dialects = dialects;
    this.conditions = conditions;
    this.asks = asks;
  }

  /**
   * The routes of {@code configuration}.
   *
   * @param before the routes until now
   */
  Routes prepare(Configuration configuration, Routes before) {
    asks.take(configuration);
    Map<PreparedPlan.Key, PreparedPlan> plans = plansOf(before);
    Map<IntegrationId, Route> routes = new HashMap<>();
    Map<String, Calendar> calendars = new HashMap<>();
    for (ConfigResource resource : configuration.resources().values()) {
      if (resource instanceof Integration integration) {
        routes.put(integration.id(), route(integration, configuration, plans));
      } else if (resource instanceof Calendar calendar) {
        calendars.put(calendar.id(), calendar);
      }
    }
    return new Routes(configuration, routes, calendars);
  }

  private static Map<PreparedPlan.Key, PreparedPlan> plansOf(Routes routes) {
    Map<PreparedPlan.Key, PreparedPlan> plans = new HashMap<>();
    for (Route route : routes.byIntegration().values()) {
      if (route instanceof Route.Planned planned) {
        plans.put(planned.plan().key(), planned.plan());
      }
    }
    return plans;
  }

  private Route route(
      Integration integration,
      Configuration configuration,
      Map<PreparedPlan.Key, PreparedPlan> plans) {
    String planId = integration.plan();
    if (planId == null) {
      return new Route.Unplanned(integration.id());
    }
    Optional<Plan> plan = configuration.plan(planId);
    if (plan.isEmpty()) {
      return new Route.Unusable("no plan " + planId + " here");
    }
    Optional<DialectProvider> provider = dialects.apply(integration.platform());
    if (provider.isEmpty()) {
      return new Route.Unusable("no dialect " + integration.platform() + " here");
    }
    try {
      return new Route.Planned(
          integration,
          provider.get().dialect(settings(integration)),
          plans.computeIfAbsent(
              new PreparedPlan.Key(planId, plan.get().version(), integration.timeZone()),
              key -> prepare(plan.get(), key)));
    } catch (InvalidOption e) {
      return new Route.Unusable(
          "the option %s of %s: %s".formatted(e.option(), integration.id(), e.getMessage()));
    }
  }

  /** Without secrets: to know what a PBX can do, none is needed. */
  private static DialectSettings settings(Integration integration) {
    return new DialectSettings(
        integration.id(), integration.timeZone(), integration.options(), Map.of());
  }

  private PreparedPlan prepare(Plan plan, PreparedPlan.Key key) {
    return new PreparedPlan(
        key,
        prepare(plan.rules(), key.zone()),
        prepare(plan.midCall(), key.zone()),
        plan.otherwise());
  }

  private List<PreparedRule> prepare(List<Rule> rules, ZoneId zone) {
    return rules.stream()
        .map(rule -> new PreparedRule(rule.name(), condition(rule, zone), action(rule, zone)))
        .toList();
  }

  private Condition condition(Rule rule, ZoneId zone) {
    String when = rule.when();
    return when == null ? Condition.ALWAYS : conditions.compile(when, zone);
  }

  private Action action(Rule rule, ZoneId zone) {
    return switch (rule.action()) {
      case Rule.Then then -> new Action.Then(then.decision());
      case Rule.AskHttp ask ->
          dialects
              .apply(ask.dialect())
              .<Action>map(provider -> new Action.AskFirst(asks.prepare(ask, provider, zone)))
              .orElseGet(() -> new Action.Impossible("no dialect " + ask.dialect() + " here"));
      case Rule.AskCrm ask -> new Action.AskFirst(asks.prepare(ask));
    };
  }
}
