package dev.ringbus.routing;

import dev.ringbus.model.Calendar;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.IntegrationId;
import java.util.Map;

/**
 * All routes of one configuration. A question keeps those that it began with.
 *
 * @param source what they were prepared from
 */
record Routes(
    Configuration source,
    Map<IntegrationId, Route> byIntegration,
    Map<String, Calendar> calendars) {

  static final Routes EMPTY = new Routes(Configuration.EMPTY, Map.of(), Map.of());

  Routes {
    byIntegration = Map.copyOf(byIntegration);
    calendars = Map.copyOf(calendars);
  }

  /** The route of an event's call. */
  Route find(CallEvent event) {
    Route route = byIntegration.get(event.integration());
    if (route == null) {
      return new Route.Unusable("no integration " + event.integration() + " here");
    }
    // The integration may have moved to another platform since its PBX asked.
    if (route instanceof Route.Planned planned
        && !planned.dialect().name().equals(event.platform())) {
      return new Route.Unusable(
          "the integration %s is %s now, and the question came from %s"
              .formatted(event.integration(), planned.dialect().name(), event.platform()));
    }
    return route;
  }
}
