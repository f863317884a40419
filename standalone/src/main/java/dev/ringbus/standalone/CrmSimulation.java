package dev.ringbus.standalone;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.CannotSimulate;
import dev.ringbus.simulator.Company;
import dev.ringbus.simulator.Desk;
import dev.ringbus.simulator.Simulation;
import dev.ringbus.simulator.SimulationSettings;
import dev.ringbus.simulator.SimulationSummary;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.Work;
import dev.ringbus.simulator.audit.Audit;
import dev.ringbus.simulator.audit.AuditText;
import dev.ringbus.simulator.audit.NoticeTimes;
import dev.ringbus.simulator.audit.Reported;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.kontur.SystemCalls;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** PBXs with a CRM beside them: what the CRM knows in the end is compared with what they did. */
final class CrmSimulation {

  private final SimulatedCrm simulated;
  private final CrmOptions options;
  private final SimulationSettings settings;
  private final Consumer<Exchange> watcher;
  private final PrintWriter out;
  private final Clock clock;
  private final News news;
  private final AuditText text;

  /**
   * @param watcher is told of each exchange too
   */
  CrmSimulation(
      SimulatedCrm simulated,
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
    this.news = new News(simulated.crm(), options.patience());
    this.text = new AuditText(simulated.extensions(), ZoneId.systemDefault());
  }

  /** Runs to the end; the exit code. */
  int run(List<Account> accounts) throws CannotSimulate, InterruptedException {
    NoticeTimes times = new NoticeTimes(clock.instant().plus(warmUp()));
    simulated.crm().watch(times::received);
    Reported reported = new Reported(told(accounts), times::acknowledged, clock);
    Consumer<Exchange> watching =
        exchange -> {
          watcher.accept(exchange);
          reported.accept(exchange);
        };
    return switch (settings.work()) {
      case Work.Calls calls -> calls(accounts, calls, reported, watching);
      case Work.Traffic _ -> traffic(accounts, reported, watching, times);
      case Work.Load _ -> throw new IllegalArgumentException("a CRM is told of whole calls");
    };
  }

  private Duration warmUp() {
    return settings.work() instanceof Work.Traffic traffic ? traffic.warmUp() : Duration.ZERO;
  }

  /** The integrations whose calls this CRM is told of. */
  private Set<IntegrationId> told(List<Account> accounts) {
    String id = simulated.workspace().crm().id();
    Set<IntegrationId> told =
        accounts.stream()
            .filter(account -> Objects.equals(account.integration().crm(), id))
            .map(account -> account.integration().id())
            .collect(Collectors.toSet());
    if (told.isEmpty()) {
      throw new StartFailure(
          "expected an integration with \"crm: %s\" among those that are meant, got none"
              .formatted(id));
    }
    return told;
  }

  private int calls(
      List<Account> accounts, Work.Calls calls, Reported reported, Consumer<Exchange> watching)
      throws CannotSimulate, InterruptedException {
    Desk desk = new Desk();
    simulated.crm().connect(desk);
    try (SystemCalls systemCalls = simulated.buttons(settings.hub())) {
      Operator operator =
          new Operator(
              simulated,
              new Buttons(simulated, systemCalls, news, out),
              () -> print(text.lines(Audit.of(reported, simulated.crm()))),
              out);
      CompletableFuture<Void> operating =
          desk.opened().thenRunAsync(() -> operate(operator, desk), Thread::startVirtualThread);
      SimulationSummary summary =
          new Simulation(settings, clock)
              .run(
                  accounts,
                  new Company(simulated.premises(), Optional.of(watching), Optional.of(desk)));
      operating.join();
      summary.print(out);
      awaitComplete(reported);
      Audit audit = Audit.of(reported, simulated.crm());
      print(text.lines(audit));
      boolean nothing = calls.calls() == 0 && summary.conclusion() == Conclusion.NOTHING_SENT;
      boolean answered = nothing || summary.conclusion() == Conclusion.ALL_VALID;
      return answered && audit.isRight() && !operator.hasFailed() ? Ringbus.DONE : Ringbus.FAILED;
    }
  }

  private void operate(Operator operator, Desk desk) {
    try {
      operator.press(options.presses());
      if (options.keeps()) {
        operator.obey(System.in);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      desk.close();
    }
  }

  private int traffic(
      List<Account> accounts, Reported reported, Consumer<Exchange> watching, NoticeTimes times)
      throws CannotSimulate, InterruptedException {
    SimulationSummary summary =
        new Simulation(settings, clock)
            .run(
                accounts,
                new Company(simulated.premises(), Optional.of(watching), Optional.empty()));
    summary.print(out);
    awaitComplete(reported);
    Audit audit = Audit.of(reported, simulated.crm());
    print(text.faults(audit));
    print(times.figures().lines());
    return summary.conclusion() == Conclusion.ALL_VALID && audit.isRight()
        ? Ringbus.DONE
        : Ringbus.FAILED;
  }

  private void awaitComplete(Reported reported) throws InterruptedException {
    news.await(() ->
        Audit.isComplete(reported, simulated.crm()) ? Optional.of(reported) : Optional.empty());
  }

  private void print(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }
}
