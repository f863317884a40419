package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Exchange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    return run(accounts, Company.NOBODY);
  }

  /**
   * Runs to the end, watched.
   *
   * @param watcher is told of each exchange as soon as it is over, on one thread
   * @throws CannotSimulate if there is no hub, or no PBX for one of the integrations
   */
  public SimulationSummary run(List<Account> accounts, Consumer<Exchange> watcher)
      throws CannotSimulate, InterruptedException {
    return run(accounts, Company.NOBODY.watchedBy(watcher));
  }

  /**
   * Runs to the end, in company; with a desk, not before it is closed.
   *
   * @throws CannotSimulate if there is no hub, or no PBX for one of the integrations
   */
  public SimulationSummary run(List<Account> accounts, Company company)
      throws CannotSimulate, InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (Account account : accounts) {
      lines.add(Line.of(account, settings.hub(), company.premises(), settings.habits(), clock));
    }
    return switch (settings.work()) {
      case Work.Calls calls -> new CallsWork(settings, calls, lines, company).run(clock.instant());
      case Work.Traffic traffic ->
          new TrafficWork(settings, traffic, lines, company).run(clock.instant());
      case Work.Load load ->
          new LoadWork(settings, load, lines, company.watcher()).run(clock.instant());
    };
  }
}
