package dev.ringbus.ingress;

import dev.ringbus.ingress.spool.Spool;
import dev.ringbus.ingress.spool.SpoolDrain;
import org.springframework.context.SmartLifecycle;

/**
 * Starts what a request needs before the port opens, and stops it when the last request is
 * answered: the web server's phase is a later one.
 */
final class IngressLifecycle implements SmartLifecycle {

  private static final int PHASE = 1000;

  private final Integrations integrations;
  private final Spool spool;
  private final SpoolDrain drain;
  private final DecisionJournal journal;
  private final PollReports reports;
  private volatile boolean running;

  IngressLifecycle(
      Integrations integrations,
      Spool spool,
      SpoolDrain drain,
      DecisionJournal journal,
      PollReports reports) {
    this.integrations = integrations;
    this.spool = spool;
    this.drain = drain;
    this.journal = journal;
    this.reports = reports;
  }

  @Override
  public void start() {
    spool.open();
    drain.start();
    journal.start();
    reports.start();
    integrations.start();
    running = true;
  }

  @Override
  public void stop() {
    integrations.stop();
    reports.stop();
    journal.stop();
    drain.stop();
    spool.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
