package dev.ringbus.simulator;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.simulator.calls.Switchboard;
import dev.ringbus.simulator.exchange.Tallies;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes whole calls, those of every integration at the same time. */
final class CallsWork {

  /** Connections of each integration for calls that are ordered. */
  private static final int FOR_ORDERS = 4;

  private final SimulationSettings settings;
  private final Work.Calls calls;
  private final List<Line> lines;
  private final Company company;

  CallsWork(SimulationSettings settings, Work.Calls calls, List<Line> lines, Company company) {
    this.settings = settings;
    this.calls = calls;
    this.lines = lines;
    this.company = company;
  }

  SimulationSummary run(Instant began) throws CannotSimulate, InterruptedException {
    Tallies tallies = new Tallies(settings.deadline());
    int perLine = calls.atOnce() + (company.desk().isPresent() ? FOR_ORDERS : 0);
    int connections = perLine * Math.max(1, lines.size());
    try (Running running = Running.reach(settings, connections, company.watcher())) {
      Map<IntegrationId, Switchboard> boards = new LinkedHashMap<>();
      for (Line line : lines) {
        boards.put(line.installation().integration(), switchboard(running, line, tallies, began));
      }
      company.desk().ifPresent(desk -> serve(desk, boards, running));
      CompletableFuture<?>[] ends =
          boards.values().stream()
              .map(board -> open(running, board))
              .toArray(CompletableFuture[]::new);
      running.await(CompletableFuture.allOf(ends));
    } finally {
      company.desk().ifPresent(Desk::end);
    }
    return new SimulationSummary(settings.seed(), tallies.figures(), Optional.empty());
  }

  private static void serve(Desk desk, Map<IntegrationId, Switchboard> boards, Running running) {
    boards.values().forEach(board -> running.hub().execute(board::hold));
    desk.open(boards);
    var _ =
        desk.closed()
            .thenRun(() -> boards.values().forEach(board -> running.hub().execute(board::release)));
  }

  private static CompletableFuture<Void> open(Running running, Switchboard board) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    running.hub().execute(() -> board.open(() -> end.complete(null)));
    return end;
  }

  private Switchboard switchboard(Running running, Line line, Tallies tallies, Instant began) {
    return new Switchboard(
        line.pbx(),
        number -> running.courier(line, "call " + number),
        tallies.of(line.platform()),
        running.hub(),
        began,
        new Switchboard.Volume(calls.calls(), calls.atOnce(), calls.speed(), settings.seed()));
  }
}
