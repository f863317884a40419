package dev.ringbus.simulator;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.simulator.http.ScriptedHub;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A simulation of one account against a hub on a real port that answers as a test says. */
final class Simulated {

  private static final double AT_ONCE = 1e6;

  /** Longer than any answer takes on a busy machine; tests of silence choose a shorter one. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimulationSummary summary;
  private final List<Asked> asked;

  private Simulated(SimulationSummary summary, List<Asked> asked) {
    this.summary = summary;
    this.asked = asked;
  }

  /** So many calls, one after another, in no time. */
  static Simulated calls(Account account, int calls, Function<Asked, Reaction> script)
      throws Exception {
    return calls(account, calls, script, UnaryOperator.identity());
  }

  static Simulated calls(
      Account account,
      int calls,
      Function<Asked, Reaction> script,
      UnaryOperator<SimulationSettings> change)
      throws Exception {
    try (ScriptedHub hub = new ScriptedHub(script)) {
      SimulationSettings settings =
          SimulationSettings.of(hub.uri(), new Work.Calls(calls, 1, AT_ONCE)).waiting(PATIENCE);
      SimulationSummary summary =
          new Simulation(change.apply(settings), Clock.systemUTC()).run(List.of(account));
      return new Simulated(summary, hub.asked());
    }
  }

  SimulationSummary summary() {
    return summary;
  }

  List<PbxRequest> requests() {
    return asked.stream().map(Asked::request).toList();
  }

  /** A script that answers as the dialect does, and decides nothing. */
  static Function<Asked, Reaction> silentHub(Account account) {
    return hub(account, _ -> new Outcome.NothingToSay());
  }

  /** A script that answers as the dialect does. */
  static Function<Asked, Reaction> hub(Account account, Function<PbxRequest, Outcome> outcomes) {
    PbxDialect dialect =
        Dialects.find(account.integration().platform())
            .orElseThrow()
            .dialect(account.dialectSettings());
    return asked -> new Reaction.Answer(reply(dialect, asked.request(), outcomes));
  }

  private static PbxResponse reply(
      PbxDialect dialect, PbxRequest request, Function<PbxRequest, Outcome> outcomes) {
    try {
      Reading reading = dialect.read(request);
      return dialect.reply(reading, outcomes.apply(request));
    } catch (RejectedRequest rejected) {
      return dialect.refuse(rejected);
    }
  }

  static Outcome decided(Instruction... instructions) {
    return new Outcome.Decided(Decision.of(instructions));
  }
}
