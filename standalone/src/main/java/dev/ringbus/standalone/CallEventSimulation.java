package dev.ringbus.standalone;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.CannotSimulate;
import dev.ringbus.simulator.Company;
import dev.ringbus.simulator.Simulation;
import dev.ringbus.simulator.SimulationSettings;
import dev.ringbus.simulator.SimulationSummary;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.audit.CallEventAudit;
import dev.ringbus.simulator.audit.Reported;
import dev.ringbus.simulator.callevent.CallEventCrm;
import dev.ringbus.simulator.callevent.CallEventSettings.Tested;
import dev.ringbus.simulator.callevent.FaultWords;
import dev.ringbus.simulator.callevent.InstructionWords;
import dev.ringbus.simulator.exchange.Exchange;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** PBXs with a CRM beside them to which the hub is the platform of MTS. */
final class CallEventSimulation {

  /** Deliveries and polls are different services, and each tests a CRM before it uses it. */
  private static final int WHO_TEST = 2;

  private final SimulatedCallEvent simulated;
  private final CrmOptions options;
  private final SimulationSettings settings;
  private final Consumer<Exchange> watcher;
  private final PrintWriter out;
  private final Clock clock;

  /**
   * @param watcher is told of each exchange too
   */
  CallEventSimulation(
      SimulatedCallEvent simulated,
      CrmOptions options,
      SimulationSettings settings,
      Consumer<Exchange> watcher,
      PrintWriter out,
      Clock clock) {
    this.simulated = simulated;
    this.options = options;
    this.settings = settings;
    this.watcher = watcher;
    this.out = out;
    this.clock = clock;
  }

  /** Runs to the end; the exit code. */
  int run(List<Account> accounts) throws CannotSimulate, InterruptedException {
    CallEventCrm crm = simulated.crm();
    Reported reported = new Reported(told(accounts), (_, _) -> {}, clock);
    News news = new News(released -> crm.watch(_ -> released.run()), options.patience());
    awaitActivation(news);
    options.instructions().stream()
        .map(InstructionWords::read)
        .forEach(crm.instructions()::onPollOfEach);
    options.faults().forEach(word -> FaultWords.apply(word, crm.faults()));
    SimulationSummary summary =
        new Simulation(settings, clock)
            .run(
                accounts,
                Company.NOBODY.watchedBy(exchange -> {
                  watcher.accept(exchange);
                  reported.accept(exchange);
                }));
    summary.print(out);
    CallEventAudit audit =
        news.await(() ->
                Optional.of(CallEventAudit.of(reported, crm)).filter(CallEventAudit::isComplete))
            .orElseGet(() -> CallEventAudit.of(reported, crm));
    audit.lines().forEach(out::println);
    out.flush();
    return summary.conclusion() == Conclusion.ALL_VALID && audit.isRight()
        ? Ringbus.DONE
        : Ringbus.FAILED;
  }

  /** Until those who report and those who poll have each made their tests. */
  private void awaitActivation(News news) throws InterruptedException {
    CallEventCrm crm = simulated.crm();
    if (options.tested() == Tested.BEFORE) {
      return;
    }
    out.printf(
        "waiting until the hub has tested %s at %s (--tested if it did so before)%n",
        id(), crm.url());
    out.flush();
    boolean all =
        news.await(() -> Optional.of(crm).filter(it -> it.activations() >= WHO_TEST)).isPresent();
    if (!all && !crm.isActivated()) {
      throw new StartFailure(
          "expected the hub to test %s at %s within %d s, it did not: has it this configuration?"
                  .formatted(id(), crm.url(), options.patience().toSeconds())
              + " If it tested it before, add --tested.");
    }
  }

  /** The integrations whose calls this CRM is told of. */
  private Set<IntegrationId> told(List<Account> accounts) {
    Set<IntegrationId> told =
        accounts.stream()
            .filter(account -> Objects.equals(account.integration().crm(), id()))
            .map(account -> account.integration().id())
            .collect(Collectors.toSet());
    if (told.isEmpty()) {
      throw new StartFailure(
          "expected an integration with \"crm: %s\" among those that are meant, got none"
              .formatted(id()));
    }
    return told;
  }

  private String id() {
    return simulated.workspace().crm().id();
  }
}
