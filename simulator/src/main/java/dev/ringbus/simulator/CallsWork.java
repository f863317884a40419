package dev.ringbus.simulator;

import dev.ringbus.simulator.calls.Switchboard;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Tallies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Makes whole calls, those of every integration at the same time. */
final class CallsWork {

  private final SimulationSettings settings;
  private final Work.Calls calls;
  private final List<Line> lines;
  private final Optional<Consumer<Exchange>> watcher;

  CallsWork(
      SimulationSettings settings,
      Work.Calls calls,
      List<Line> lines,
      Optional<Consumer<Exchange>> watcher) {
    this.settings = settings;
    this.calls = calls;
    this.lines = lines;
    this.watcher = watcher;
  }

  SimulationSummary run(Instant began) throws CannotSimulate, InterruptedException {
    Tallies tallies = new Tallies(settings.deadline());
    int connections = calls.atOnce() * Math.max(1, lines.size());
    try (Running running = Running.reach(settings, connections, watcher)) {
      List<CompletableFuture<Void>> ends = new ArrayList<>();
      for (Line line : lines) {
        ends.add(open(running, line, tallies, began));
      }
      running.await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)));
    }
    return new SimulationSummary(settings.seed(), tallies.figures(), Optional.empty());
  }

  private CompletableFuture<Void> open(Running running, Line line, Tallies tallies, Instant began) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Switchboard switchboard =
        new Switchboard(
            line.pbx(),
            number -> running.courier(line, "call " + number),
            tallies.of(line.platform()),
            running.hub(),
            began,
            new Switchboard.Volume(calls.calls(), calls.atOnce(), calls.speed(), settings.seed()));
    running.hub().execute(() -> switchboard.open(() -> end.complete(null)));
    return end;
  }
}
