package dev.ringbus.routing;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionServer;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/** Keeps the routes as the configuration changes, and answers the questions that come. */
final class RoutingLifecycle implements SmartLifecycle {

  private static final int PHASE = 1000;

  private final ConfigurationView view;
  private final LiveRoutes routes;
  private final DecisionServer server;
  private final Router router;
  private final Disposable.Swap subscription = Disposables.swap();
  private volatile boolean running;

  RoutingLifecycle(
      ConfigurationView view, LiveRoutes routes, DecisionServer server, Router router) {
    this.view = view;
    this.routes = routes;
    this.server = server;
    this.router = router;
  }

  @Override
  public void start() {
    // Off the bus's thread, since compiling takes a moment; meanwhile only the latest change waits.
    subscription.update(
        view.changes().publishOn(Schedulers.boundedElastic(), 1).subscribe(routes::take));
    server.serve(router::answer);
    running = true;
  }

  @Override
  public void stop() {
    subscription.update(Disposables.disposed());
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
