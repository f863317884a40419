package dev.ringbus.simulator;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A script for a hub that reads every report and passes its events on, before it answers. */
final class RelayingHub implements Function<Asked, Reaction> {

  private final Map<String, PbxDialect> dialects;
  private final Consumer<CallEvent> events;

  RelayingHub(List<Account> accounts, Consumer<CallEvent> events) {
    this.events = events;
    this.dialects =
        accounts.stream()
            .collect(
                Collectors.toMap(
                    account -> account.integration().id().value(),
                    account ->
                        Dialects.find(account.integration().platform())
                            .orElseThrow()
                            .dialect(account.dialectSettings())));
  }

  @Override
  public Reaction apply(Asked asked) {
    PbxDialect dialect = dialects.get(asked.target().split("[/?]", -1)[2]);
    return new Reaction.Answer(reply(dialect, asked.request()));
  }

  private PbxResponse reply(PbxDialect dialect, PbxRequest request) {
    try {
      Reading reading = dialect.read(request);
      switch (reading) {
        case Reading.Report(var happened) -> happened.forEach(events);
        case Reading.Question(var happened, var _) -> happened.forEach(events);
        case Reading.Poll _, Reading.Probe _ -> {}
      }
      return dialect.reply(reading, new Outcome.NothingToSay());
    } catch (RejectedRequest rejected) {
      return dialect.refuse(rejected);
    }
  }
}
