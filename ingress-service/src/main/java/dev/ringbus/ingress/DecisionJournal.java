package dev.ringbus.ingress;

import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.model.DecisionRecord;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Records what waiting calls were answered, and what replies came too late to be. No caller waits
 * for a record, and none is kept for a broker that is down: it is counted, and left out.
 */
final class DecisionJournal {

  private static final Logger log = LoggerFactory.getLogger(DecisionJournal.class);

  /** Records on their way at once: a broker that is slow must not fill the memory. */
  private static final int MAX_ON_THE_WAY = 10_000;

  private final DecisionLog decisionLog;
  private final DecisionClient client;
  private final Decider decider;
  private final BrokerCircuit circuit;
  private final IngressMetrics metrics;
  private final AtomicInteger onTheWay = new AtomicInteger();
  private final Disposable.Swap lateReplies = Disposables.swap();

  DecisionJournal(
      DecisionLog decisionLog,
      DecisionClient client,
      Decider decider,
      BrokerCircuit circuit,
      IngressMetrics metrics) {
    this.decisionLog = decisionLog;
    this.client = client;
    this.decider = decider;
    this.circuit = circuit;
    this.metrics = metrics;
  }

  /** Begins to record late replies. */
  void start() {
    lateReplies.update(
        client
            .lateReplies()
            .map(decider::late)
            .subscribe(
                late -> write(late, Context.root()),
                e -> log.error("Late replies are no longer recorded", e)));
  }

  void stop() {
    lateReplies.dispose();
  }

  /** Records what a call was answered. */
  void answered(DecisionRecord decision, Context trace) {
    metrics.decided(decision);
    write(decision, trace);
  }

  private void write(DecisionRecord decision, Context trace) {
    if (circuit.isDown() || onTheWay.get() >= MAX_ON_THE_WAY) {
      metrics.unrecorded();
      return;
    }
    onTheWay.incrementAndGet();
    decisionLog
        .record(decision, trace)
        .doFinally(_ -> onTheWay.decrementAndGet())
        .subscribe(_ -> {}, e -> unrecorded(decision, e));
  }

  private void unrecorded(DecisionRecord decision, Throwable cause) {
    metrics.unrecorded();
    log.atDebug()
        .addKeyValue("call", decision.key())
        .setCause(cause)
        .log("The decision is not recorded");
  }
}
