package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Tallies;
import dev.ringbus.simulator.load.Crafted;
import dev.ringbus.simulator.load.LoadFigures;
import dev.ringbus.simulator.load.LoadPlan;
import dev.ringbus.simulator.load.LoadRun;
import dev.ringbus.simulator.load.Prepared;
import dev.ringbus.simulator.load.Shooter;
import dev.ringbus.simulator.pbx.Credentials;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Puts a load on the hub, in turn from every integration whose PBX has requests of that kind. */
final class LoadWork {

  private final SimulationSettings settings;
  private final Work.Load load;
  private final List<Line> lines;
  private final Optional<Consumer<Exchange>> watcher;

  LoadWork(
      SimulationSettings settings,
      Work.Load load,
      List<Line> lines,
      Optional<Consumer<Exchange>> watcher) {
    this.settings = settings;
    this.load = load;
    this.lines = lines;
    this.watcher = watcher;
  }

  SimulationSummary run(Instant began) throws CannotSimulate, InterruptedException {
    Tallies warmUp = new Tallies(settings.deadline());
    Tallies measured = new Tallies(settings.deadline());
    try (Running running = Running.reach(settings, load.arrivals().connections(), watcher)) {
      List<LoadRun.Target> targets = new ArrayList<>();
      for (Line line : lines) {
        shooter(running, line, began)
            .map(shooter ->
                new LoadRun.Target(
                    shooter, warmUp.of(line.platform()), measured.of(line.platform())))
            .ifPresent(targets::add);
      }
      if (targets.isEmpty()) {
        throw new CannotSimulate(
            "expected an integration whose PBX sends a " + load.kind().word() + ", got none");
      }
      LoadFigures figures = run(running, targets);
      return new SimulationSummary(settings.seed(), measured.figures(), Optional.of(figures));
    }
  }

  private LoadFigures run(Running running, List<LoadRun.Target> targets)
      throws InterruptedException {
    CompletableFuture<LoadFigures> done = new CompletableFuture<>();
    LoadPlan plan =
        new LoadPlan(load.warmUp(), load.duration(), load.requests(), settings.patience());
    LoadRun run =
        new LoadRun(running.hub(), running.hub(), load.arrivals(), plan, targets, done::complete);
    running.hub().execute(run::start);
    running.await(done);
    return done.join();
  }

  private Optional<Shooter> shooter(Running running, Line line, Instant began) {
    return line.pbx()
        .single(load.kind(), Serial.of(began, 0))
        .map(first ->
            prepared(running, line, first, began).orElseGet(() -> crafted(running, line, began)));
  }

  /** Where nothing differs between two requests but their serials. */
  private Optional<Shooter> prepared(Running running, Line line, Step.Send first, Instant began) {
    boolean alike =
        settings.misbehave().isEmpty()
            && watcher.isEmpty()
            && line.pbx().credentials() != Credentials.SIGNATURE;
    return alike
        ? Prepared.of(
                running.hub(),
                first.reader(),
                line.endpoint().message(first.request()).bytes(),
                Serial.of(began, 0),
                began)
            .map(shooter -> shooter)
        : Optional.empty();
  }

  private Shooter crafted(Running running, Line line, Instant began) {
    return new Crafted(
        serial -> line.pbx().single(load.kind(), serial).orElseThrow(),
        running.courier(line, "load"),
        began);
  }
}
