package dev.ringbus.ingress;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.EventLog;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.ingress.spool.Spool;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes events durable: in the broker, or in the spool while the broker does not take them. While a
 * call has events in the spool, its new ones go behind them.
 */
final class DurableEvents {

  private static final Logger log = LoggerFactory.getLogger(DurableEvents.class);

  /** A broker that takes longer may still be a good one. */
  private static final Duration LEAST = Duration.ofMillis(100);

  private final EventLog eventLog;
  private final Spool spool;
  private final BrokerCircuit circuit;
  private final RecentEvents recent;
  private final IngressMetrics metrics;
  private final Duration publishWithin;
  private final Scheduler timer;

  DurableEvents(
      EventLog eventLog,
      Spool spool,
      BrokerCircuit circuit,
      RecentEvents recent,
      IngressMetrics metrics,
      Duration publishWithin,
      Scheduler timer) {
    this.eventLog = eventLog;
    this.spool = spool;
    this.circuit = circuit;
    this.recent = recent;
    this.metrics = metrics;
    this.publishWithin = publishWithin;
    this.timer = timer;
  }

  /** What became of events. */
  enum Stored {
    /** The broker, or the local disk, has them; or it already had them. */
    STORED,
    /** Neither has them, or neither has said so by the deadline. */
    NOT_STORED
  }

  /**
   * Begins at once to store events of one call, in order, and tells by the deadline what became of
   * them. It goes on after the deadline, and is not cancelled by anybody. Never fails.
   */
  Mono<Stored> store(List<CallEvent> events, Deadline deadline, Context trace) {
    List<CallEvent> unknown = recent.unknownOf(events);
    metrics.duplicates(events.size() - unknown.size());
    if (unknown.isEmpty()) {
      return Mono.just(Stored.STORED);
    }
    Mono<Stored> storing =
        mayPublish(unknown)
            ? publish(unknown, deadline, trace).onErrorResume(_ -> spool(unknown, trace))
            : spool(unknown, trace);
    return deadline.orElse(() -> Stored.NOT_STORED, Mono.fromFuture(storing.toFuture(), true));
  }

  private boolean mayPublish(List<CallEvent> events) {
    if (spool.holds(events.getFirst().key())) {
      return false;
    }
    // What is in the spool finds out by itself whether the broker is back; no caller need wait.
    return !circuit.isDown() || (spool.size() == 0 && circuit.mayProbe());
  }

  private Mono<Stored> publish(List<CallEvent> events, Deadline deadline, Context trace) {
    Duration within = within(deadline);
    return eventLog
        .append(events, trace)
        .timeout(within, Mono.error(() -> tooSlow(within)), timer)
        .doOnError(circuit::failed)
        .doOnSuccess(_ -> circuit.succeeded())
        .then(Mono.fromSupplier(() -> remembered(events)));
  }

  /**
   * Half of what is left, at most, since the spool needs its time too. If hardly anything is left,
   * the answer leaves without waiting for the store, and the broker gets its whole time.
   */
  private Duration within(Deadline deadline) {
    Duration half = deadline.left().dividedBy(2);
    return half.compareTo(LEAST) < 0 || half.compareTo(publishWithin) > 0 ? publishWithin : half;
  }

  private static BrokerUnavailable tooSlow(Duration within) {
    return new BrokerUnavailable(
        "the broker did not take events within " + within.toMillis() + " ms", null);
  }

  private Mono<Stored> spool(List<CallEvent> events, Context trace) {
    return spool
        .append(events, trace)
        .then(Mono.fromSupplier(() -> remembered(events)))
        .onErrorResume(e -> lost(events, e));
  }

  private Stored remembered(List<CallEvent> events) {
    recent.remember(events);
    return Stored.STORED;
  }

  /** The spool says in the log why it takes nothing; here it is one call among many. */
  private Mono<Stored> lost(List<CallEvent> events, Throwable cause) {
    metrics.lost(events.size());
    log.atDebug()
        .addKeyValue("call", events.getFirst().key())
        .setCause(cause)
        .log("Neither the broker nor the spool took {} events", events.size());
    return Mono.just(Stored.NOT_STORED);
  }
}
