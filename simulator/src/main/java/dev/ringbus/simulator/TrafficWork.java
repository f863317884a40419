package dev.ringbus.simulator;

import dev.ringbus.simulator.calls.CallTraffic;
import dev.ringbus.simulator.exchange.Tallies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes whole calls at a rate. */
final class TrafficWork {

  private final SimulationSettings settings;
  private final Work.Traffic traffic;
  private final List<Line> lines;
  private final Company company;

  TrafficWork(
      SimulationSettings settings, Work.Traffic traffic, List<Line> lines, Company company) {
    this.settings = settings;
    this.traffic = traffic;
    this.lines = lines;
    this.company = company;
  }

  SimulationSummary run(Instant began) throws CannotSimulate, InterruptedException {
    Tallies warmUp = new Tallies(settings.deadline());
    Tallies measured = new Tallies(settings.deadline());
    try (Running running = Running.reach(settings, traffic.live(), company.watcher())) {
      List<CallTraffic.Source> sources =
          lines.stream()
              .map(line ->
                  new CallTraffic.Source(
                      line.pbx(),
                      number -> running.courier(line, "call " + number),
                      warmUp.of(line.platform()),
                      measured.of(line.platform())))
              .toList();
      CompletableFuture<Void> done = new CompletableFuture<>();
      CallTraffic run =
          new CallTraffic(running.hub(), sources, plan(), began, () -> done.complete(null));
      running.hub().execute(run::start);
      running.await(done);
    }
    return new SimulationSummary(settings.seed(), measured.figures(), Optional.empty());
  }

  private CallTraffic.Plan plan() {
    return new CallTraffic.Plan(
        traffic.perSecond(), traffic.each(), traffic.warmUp(), traffic.duration(), settings.seed());
  }
}
