package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Exchange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the PBXs of some integrations against a hub. */
public final class Simulation {

  private final SimulationSettings settings;
  private final Clock clock;

  public Simulation(SimulationSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs to the end.
   *
   * @throws CannotSimulate if there is no hub, or no PBX for one of the integrations
   */
  public SimulationSummary run(List<Account> accounts) throws CannotSimulate, InterruptedException {
    return run(accounts, Optional.empty());
  }

  /**
   * Runs to the end, watched, which makes a load dearer for the machine.
   *
   * @param watcher is told of each exchange as soon as it is over, on one thread
   * @throws CannotSimulate if there is no hub, or no PBX for one of the integrations
   */
  public SimulationSummary run(List<Account> accounts, Consumer<Exchange> watcher)
      throws CannotSimulate, InterruptedException {
    return run(accounts, Optional.of(watcher));
  }

  private SimulationSummary run(List<Account> accounts, Optional<Consumer<Exchange>> watcher)
      throws CannotSimulate, InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (Account account : accounts) {
      lines.add(Line.of(account, settings.hub(), clock));
    }
    return switch (settings.work()) {
      case Work.Calls calls -> new CallsWork(settings, calls, lines, watcher).run(clock.instant());
      case Work.Load load -> new LoadWork(settings, load, lines, watcher).run(clock.instant());
    };
  }
}
