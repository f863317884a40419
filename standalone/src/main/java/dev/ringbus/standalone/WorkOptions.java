package dev.ringbus.standalone;

import dev.ringbus.model.Platform;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.Work;
import dev.ringbus.simulator.load.Arrivals;
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.LoadKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How much the PBXs do: whole calls, or a load. */
final class WorkOptions {

  private static final int CALLS = 3;
  private static final int AT_ONCE = 4;

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
      names = "--talk",
      paramLabel = "SECONDS",
      description =
          "How long the conversations of MTS last, in the time of the call; then each connected "
              + "call is shown with a curl line that steers it. Best with --speed 1.")
  private @Nullable Integer talk;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "A load of R requests a second, for example 200 or 200/s, sent on time whether or not "
              + "earlier ones are answered; with --crm, of R whole calls a second.")
  private @Nullable String rate;

  @Option(
      names = "--live",
      paramLabel = "N",
      description = "With --crm and --rate: calls under way at the same time (default: 5 s of R).")
  private @Nullable Integer live;

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

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  /** What is beside the PBXs. */
  enum Beside {
    NOTHING,
    /** A CRM, which is told of whole calls. */
    CRM
  }

  /** What PBXs do at their own pace. */
  Habits habits() {
    return talk == null ? Habits.DOCUMENTED : Habits.DOCUMENTED.talking(Duration.ofSeconds(talk));
  }

  /** Whether connected calls are to be steered by whoever watches. */
  boolean showsConnectedCalls() {
    return talk != null;
  }

  Duration deadline() {
    return Duration.ofMillis(deadline);
  }

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  /**
   * The work for these integrations.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  Work of(List<Account> accounts, Beside beside) {
    if (rate != null && saturate) {
      throw wrongUsage("--rate and --saturate exclude each other");
    }
    return switch (beside) {
      case CRM -> wholeCalls();
      case NOTHING -> rate == null && !saturate ? calls() : load(accounts);
    };
  }

  private Work wholeCalls() {
    if (saturate) {
      throw wrongUsage("--saturate and --crm exclude each other");
    }
    if (rate == null) {
      return calls();
    }
    double perSecond = perSecond(rate);
    return new Work.Traffic(
        perSecond,
        live == null ? (int) Math.max(1, 5 * perSecond) : live,
        warmUp(),
        Duration.ofSeconds(duration));
  }

  private Work.Calls calls() {
    return new Work.Calls(calls == null ? CALLS : calls, AT_ONCE, speed);
  }

  private Work.Load load(List<Account> accounts) {
    Arrivals arrivals =
        rate == null
            ? new Arrivals.Saturated(connections)
            : new Arrivals.Open(perSecond(rate), connections);
    return new Work.Load(
        kind(accounts),
        arrivals,
        warmUp(),
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

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
