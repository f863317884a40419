package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Courier;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.http.HubUnreachable;
import dev.ringbus.simulator.http.NettyHub;
import dev.ringbus.simulator.misbehaviour.Manners;
import dev.ringbus.simulator.pbx.Chance;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** A hub that was reached, and who watches: what both kinds of work need while they run. */
final class Running implements AutoCloseable {

  private final SimulationSettings settings;
  private final NettyHub hub;
  private final Optional<Consumer<Exchange>> watcher;

  private Running(SimulationSettings settings, NettyHub hub, Optional<Consumer<Exchange>> watcher) {
    this.settings = settings;
    this.hub = hub;
    this.watcher = watcher;
  }

  static Running reach(
      SimulationSettings settings, int connections, Optional<Consumer<Exchange>> watcher)
      throws CannotSimulate, InterruptedException {
    NettyHub hub = NettyHub.open(settings.hub(), connections, settings.patience());
    try {
      hub.reach();
      return new Running(settings, hub, watcher);
    } catch (HubUnreachable e) {
      hub.close();
      throw new CannotSimulate(String.valueOf(e.getMessage()));
    }
  }

  NettyHub hub() {
    return hub;
  }

  /**
   * A courier of one integration.
   *
   * @param purpose what it carries, so that its misbehaviour is its own
   */
  Courier courier(Line line, String purpose) {
    Chance chance = Chance.of(settings.seed(), line.installation().integration(), purpose);
    Manners manners = new Manners(settings.misbehave(), chance);
    return new Courier(hub, line.installation(), line.endpoint(), manners, watcher.orElse(_ -> {}));
  }

  /** Waits until it is done, or something breaks. */
  void await(CompletableFuture<?> done) throws InterruptedException {
    try {
      CompletableFuture.anyOf(done, hub.failure()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulation broke off", e.getCause());
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
