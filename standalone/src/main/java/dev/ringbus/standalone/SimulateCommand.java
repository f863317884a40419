package dev.ringbus.standalone;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.CannotSimulate;
import dev.ringbus.simulator.ExchangePrinter;
import dev.ringbus.simulator.Simulation;
import dev.ringbus.simulator.SimulationSettings;
import dev.ringbus.simulator.SimulationSummary;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.callevent.InstructionWords;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.kontur.FaultWords;
import dev.ringbus.standalone.WorkOptions.Beside;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Simulates the PBXs of the configuration's integrations against a running hub: whole calls, as "
          + "each vendor makes them, or a load of single requests (--rate, --saturate). With --crm, "
          + "a CRM stands beside them.",
      "Ends with 0 if every request was answered and every answer was one that the vendor takes.",
      ""
    })
final class SimulateCommand implements Callable<Integer> {

  @Mixin private ConfigOption config = new ConfigOption();

  @Mixin private PbxOptions pbxs = new PbxOptions();

  @Mixin private WorkOptions work = new WorkOptions();

  @Mixin private CrmOptions crm = new CrmOptions();

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints each exchange.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private final Clock clock;

  SimulateCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    ConfigurationFile file = config.file();
    return switch (file.read(Configuration.EMPTY)) {
      case Invalid(var faults) -> {
        file.printFaults(faults, spec.commandLine().getErr());
        yield Ringbus.FAULTY;
      }
      case Valid valid -> simulate(valid);
    };
  }

  private int simulate(Valid valid) throws InterruptedException {
    List<Account> accounts = pbxs.chosen(valid);
    PrintWriter out = spec.commandLine().getOut();
    try {
      return crm.crm().isPresent()
          ? simulateWithCrm(valid, crm.crm().get(), accounts, out)
          : simulate(accounts, out);
    } catch (CannotSimulate e) {
      throw new StartFailure(Failures.reason(e), e);
    }
  }

  private int simulate(List<Account> accounts, PrintWriter out)
      throws CannotSimulate, InterruptedException {
    Simulation simulation = new Simulation(settings(accounts, Beside.NOTHING), clock);
    boolean watched = verbose || work.showsConnectedCalls();
    SimulationSummary summary =
        watched ? simulation.run(accounts, watcher(out)) : simulation.run(accounts);
    summary.print(out);
    return summary.conclusion() == Conclusion.ALL_VALID ? Ringbus.DONE : Ringbus.FAILED;
  }

  private int simulateWithCrm(Valid valid, String name, List<Account> accounts, PrintWriter out)
      throws CannotSimulate, InterruptedException {
    SimulationSettings settings = settings(accounts, Beside.CRM);
    if (SimulatedCallEvent.isMeant(valid, name)) {
      return simulateWithCallEvent(valid, name, accounts, settings, out);
    }
    check(crm);
    try (SimulatedCrm simulated = SimulatedCrm.start(valid, name, crm.owners(), clock)) {
      crm.faults().forEach(word -> FaultWords.apply(word, simulated.crm().faults()));
      return new CrmSimulation(simulated, crm, settings, watcher(out), out, clock).run(accounts);
    }
  }

  private int simulateWithCallEvent(
      Valid valid,
      String name,
      List<Account> accounts,
      SimulationSettings settings,
      PrintWriter out)
      throws CannotSimulate, InterruptedException {
    try {
      crm.instructions().forEach(InstructionWords::read);
      crm.faults().forEach(dev.ringbus.simulator.callevent.FaultWords::check);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    try (SimulatedCallEvent simulated =
        SimulatedCallEvent.start(valid, name, crm.tested(), crm.grace(), clock)) {
      return new CallEventSimulation(simulated, crm, settings, watcher(out), out, clock)
          .run(accounts);
    }
  }

  private Consumer<Exchange> watcher(PrintWriter out) {
    Consumer<Exchange> steering =
        work.showsConnectedCalls() ? new MidCallNews(pbxs.hub(), out) : _ -> {};
    return verbose ? new ExchangePrinter(out).andThen(steering) : steering;
  }

  private void check(CrmOptions options) {
    for (String press : options.presses()) {
      if (!Buttons.isButton(press)) {
        throw wrongUsage("--press is call=USER:PHONE, hangup, sync or upgrade, not " + press);
      }
    }
    try {
      options.faults().forEach(FaultWords::check);
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--crm-fault: " + e.getMessage());
    }
  }

  private SimulationSettings settings(List<Account> accounts, Beside beside) {
    try {
      return SimulationSettings.of(pbxs.hub(), work.of(accounts, beside))
          .misbehaving(pbxs.ways())
          .seeded(pbxs.seed())
          .within(work.deadline())
          .withHabits(work.habits());
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
