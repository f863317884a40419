package dev.ringbus.routing;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the configuration as it is now: each change is swapped in whole. */
final class LiveRoutes {

  private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);

  private final ConfigurationView view;
  private final RoutePreparation preparation;
  private volatile Routes routes = Routes.EMPTY;
  private volatile boolean caughtUp;

  LiveRoutes(ConfigurationView view, RoutePreparation preparation) {
    this.view = view;
    this.preparation = preparation;
  }

  /**
   * Prepares a changed configuration; one change after the other. If that fails by a fault of ours,
   * the routes stay as they were.
   */
  synchronized void take(Configuration configuration) {
    try {
      Routes before = routes;
      routes = preparation.prepare(configuration, before);
      warnOfUnusable(before, routes);
    } catch (RuntimeException fault) {
      log.error("a changed configuration could not be taken over, the former one goes on", fault);
    }
  }

  private static void warnOfUnusable(Routes before, Routes now) {
    now.byIntegration()
        .forEach((id, route) -> {
          if (route instanceof Route.Unusable(String why)
              && !route.equals(before.byIntegration().get(id))) {
            log.warn("questions of {} are answered neutrally: {}", id, why);
          }
        });
  }

  Routes current() {
    return routes;
  }

  /**
   * Whether the routes are those of everything that was configured when this process started. Until
   * then a question has no reply: ingress then answers with the plan's {@code otherwise}, which is
   * better than the neutral answer of somebody who does not know the plan yet.
   */
  boolean isReady() {
    if (!caughtUp && view.isReady()) {
      caughtUp = routes.source().equals(view.current());
    }
    return caughtUp;
  }
}
