package dev.ringbus.ingress.spool;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.EventLog;
import dev.ringbus.ingress.spool.Segment.Entry;
import dev.ringbus.wire.UnreadableRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Brings what is in the spool to the broker, oldest first and a call's records one after the other.
 * While the broker is down a single record now and then finds out whether it is back.
 */
public final class SpoolDrain {

  private static final Logger log = LoggerFactory.getLogger(SpoolDrain.class);

  private static final int WINDOW = 256;
  private static final int CALLS_AT_ONCE = 64;

  private final Spool spool;
  private final EventLog eventLog;
  private final BrokerCircuit circuit;
  private final Duration publishWithin;
  private final Duration pause;
  private final Scheduler scheduler;
  private final Disposable.Swap draining = Disposables.swap();

  /**
   * @param publishWithin how long the broker may take for one record
   * @param pause when there is nothing to drain, or the broker does not take it
   * @param scheduler which may wait for the disk
   */
  public SpoolDrain(
      Spool spool,
      EventLog eventLog,
      BrokerCircuit circuit,
      Duration publishWithin,
      Duration pause,
      Scheduler scheduler) {
    this.spool = spool;
    this.eventLog = eventLog;
    this.circuit = circuit;
    this.publishWithin = publishWithin;
    this.pause = pause;
    this.scheduler = scheduler;
  }

  /** Begins to drain, until {@link #stop}. */
  public void start() {
    draining.update(
        Mono.defer(this::window)
            .onErrorResume(this::later)
            .subscribeOn(scheduler)
            .repeatWhen(rounds -> rounds.concatMap(this::untilNext))
            .subscribe(_ -> {}, e -> log.error("The spool is no longer drained", e)));
  }

  public void stop() {
    draining.dispose();
  }

  /** At once while there is more, else after a pause. */
  private Mono<Long> untilNext(long windowsDrained) {
    return windowsDrained > 0 ? Mono.just(0L) : Mono.delay(pause, scheduler);
  }

  /** Drains the oldest records; gives them, or nothing when there are none or the broker fails. */
  private Mono<List<Entry>> window() {
    List<Entry> entries = spool.oldest(circuit.isDown() ? 1 : WINDOW);
    if (entries.isEmpty()) {
      return Mono.empty();
    }
    Map<Integer, List<Entry>> byCall =
        entries.stream()
            .collect(
                Collectors.groupingBy(Entry::callHash, LinkedHashMap::new, Collectors.toList()));
    return Flux.fromIterable(byCall.values())
        .flatMap(this::publishInOrder, CALLS_AT_ONCE)
        .all(published -> published)
        .filter(published -> published)
        .map(_ -> drained(entries));
  }

  /** Whether all records of a call have been published; none after the first that is not. */
  private Mono<Boolean> publishInOrder(List<Entry> ofOneCall) {
    return Flux.fromIterable(ofOneCall).concatMap(this::publish).all(published -> published);
  }

  private Mono<Boolean> publish(Entry entry) {
    SpooledEvents spooled;
    try {
      spooled = SpooledEvents.read(entry.payload());
    } catch (UnreadableRecord e) {
      log.error("A record of the spool cannot be read, and is left out", e);
      return Mono.just(true);
    }
    return eventLog
        .append(spooled.events(), spooled.context())
        .timeout(publishWithin, Mono.error(this::tooSlow), scheduler)
        .thenReturn(true)
        .onErrorResume(e -> {
          circuit.failed(e);
          return Mono.just(false);
        });
  }

  private BrokerUnavailable tooSlow() {
    return new BrokerUnavailable(
        "the broker did not take events within " + publishWithin.toMillis() + " ms", null);
  }

  private List<Entry> drained(List<Entry> entries) {
    circuit.succeeded();
    spool.drained(entries);
    return entries;
  }

  private Mono<List<Entry>> later(Throwable cause) {
    log.warn("The spool cannot be drained: {}", cause.toString());
    return Mono.empty();
  }
}
