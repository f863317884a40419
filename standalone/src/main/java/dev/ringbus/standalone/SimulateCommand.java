package dev.ringbus.standalone;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Platform;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.CannotSimulate;
import dev.ringbus.simulator.ExchangePrinter;
import dev.ringbus.simulator.Simulation;
import dev.ringbus.simulator.SimulationSettings;
import dev.ringbus.simulator.SimulationSummary;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.Work;
import dev.ringbus.simulator.load.Arrivals;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.LoadKind;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
          + "each vendor makes them, or a load of single requests (--rate, --saturate).",
      "Ends with 0 if every request was answered and every answer was one that the vendor takes.",
      ""
    })
final class SimulateCommand implements Callable<Integer> {

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The hub's ingress (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://localhost:8080");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      split = ",",
      description = "Only integrations of this platform, for example mts; several with commas.")
  private List<String> platforms = List.of();

  @Option(
      names = "--integration",
      paramLabel = "ID",
      split = ",",
      description = "Only these integrations.")
  private List<String> integrations = List.of();

  @Option(
      names = "--calls",
      paramLabel = "N",
      description =
          "Calls of each integration (default: 3); with --rate or --saturate, how many requests in "
              + "all.")
  private @Nullable Integer calls;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "10",
      description = "How much faster than in life a call goes (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--misbehave",
      paramLabel = "WAY",
      split = ",",
      description = "What PBXs do now and then: duplicate, reorder, slow, encoding, case.")
  private List<String> misbehave = List.of();

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "A load of R requests a second, for example 200 or 200/s, sent on time whether or not "
              + "earlier ones are answered.")
  private @Nullable String rate;

  @Option(
      names = "--saturate",
      description = "A load as large as the connections carry: each sends again when answered.")
  private boolean saturate;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "For a load: connections, at most (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "For a load: how long it is measured (default: ${DEFAULT-VALUE}).")
  private int duration;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "For a load: how long it goes on before it is measured (default: none).")
  private int warmUp;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      defaultValue = "1500",
      description =
          "An answer after so many milliseconds counts as late (default: ${DEFAULT-VALUE}).")
  private int deadline;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all chance (default: ${DEFAULT-VALUE}).")
  private long seed;

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
    PrintWriter out = spec.commandLine().getOut();
    ConfigurationFile file = config.file();
    return switch (file.read(Configuration.EMPTY)) {
      case Invalid(var faults) -> {
        file.printFaults(faults, spec.commandLine().getErr());
        yield Ringbus.FAULTY;
      }
      case Valid valid -> simulate(chosen(valid), out);
    };
  }

  private int simulate(List<Account> accounts, PrintWriter out) throws InterruptedException {
    Simulation simulation = new Simulation(settings(accounts), clock);
    try {
      SimulationSummary summary =
          verbose ? simulation.run(accounts, new ExchangePrinter(out)) : simulation.run(accounts);
      summary.print(out);
      return summary.conclusion() == Conclusion.ALL_VALID ? Ringbus.DONE : Ringbus.FAILED;
    } catch (CannotSimulate e) {
      throw new StartFailure(Failures.reason(e), e);
    }
  }

  private List<Account> chosen(Valid valid) {
    List<Account> chosen =
        valid.accounts().stream()
            .filter(account -> matches(platforms, account.integration().platform().value()))
            .filter(account -> matches(integrations, account.integration().id().value()))
            .map(account ->
                new Account(account.integration(), account.key().orElse(null), account.secrets()))
            .toList();
    if (chosen.isEmpty()) {
      throw wrongUsage("no integration of the configuration is meant: there are " + names(valid));
    }
    return chosen;
  }

  private static boolean matches(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static List<String> names(Valid valid) {
    return valid.accounts().stream()
        .map(account -> account.integration().id() + " (" + account.integration().platform() + ")")
        .toList();
  }

  private SimulationSettings settings(List<Account> accounts) {
    try {
      return SimulationSettings.of(url, work(accounts))
          .misbehaving(ways())
          .seeded(seed)
          .within(Duration.ofMillis(deadline));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private Work work(List<Account> accounts) {
    if (rate == null && !saturate) {
      return new Work.Calls(calls == null ? 3 : calls, 4, speed);
    }
    if (rate != null && saturate) {
      throw wrongUsage("--rate and --saturate exclude each other");
    }
    Arrivals arrivals =
        rate == null
            ? new Arrivals.Saturated(connections)
            : new Arrivals.Open(perSecond(rate), connections);
    return new Work.Load(
        kind(accounts),
        arrivals,
        Duration.ofSeconds(warmUp),
        Duration.ofSeconds(duration),
        calls == null ? Long.MAX_VALUE : calls);
  }

  /** A load of notifications where nobody but SipSim is meant, which never asks. */
  private static LoadKind kind(List<Account> accounts) {
    Platform sipsim = new Platform("sipsim");
    return accounts.stream().allMatch(account -> account.integration().platform().equals(sipsim))
        ? LoadKind.NOTIFICATION
        : LoadKind.DECISION;
  }

  private double perSecond(String text) {
    try {
      return Double.parseDouble(text.endsWith("/s") ? text.substring(0, text.length() - 2) : text);
    } catch (NumberFormatException _) {
      throw wrongUsage("--rate is requests a second, for example 200 or 200/s, not " + text);
    }
  }

  private Set<Misbehaviour> ways() {
    Set<Misbehaviour> ways = EnumSet.noneOf(Misbehaviour.class);
    for (String word : misbehave) {
      ways.add(
          EnumSet.allOf(Misbehaviour.class).stream()
              .filter(way -> way.word().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  wrongUsage(
                      "--misbehave is duplicate, reorder, slow, encoding or case, not " + word)));
    }
    return ways;
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
