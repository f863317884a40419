package dev.ringbus.crmsync.delivery;

import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes down what became of deliveries: gathered for a moment, then all in one transaction. What
 * the database does not take is written again until it does; a claim whose time is up meanwhile is
 * the store's to refuse. Everything but the writing happens on its owner's loop.
 */
final class FinishWriter {

  private static final Logger log = LoggerFactory.getLogger(FinishWriter.class);

  /** In one transaction: thousands in one would hold up others who wait for their turn. */
  private static final int MOST = 256;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final String crm;
  private final Outbox outbox;
  private final Loop loop;
  private final Duration gather;
  private final Consumer<List<Ended>> written;

  private final List<Ended> waiting = new ArrayList<>();
  private int failures;
  private int writing;
  private boolean scheduled;

  /**
   * @param written told of what has been written, or could not be for good
   */
  FinishWriter(
      String crm, Outbox outbox, Loop loop, Duration gather, Consumer<List<Ended>> written) {
    this.crm = crm;
    this.outbox = outbox;
    this.loop = loop;
    this.gather = gather;
    this.written = written;
  }

  void add(Ended ended) {
    waiting.add(ended);
    schedule(gather);
  }

  /** Whether the database does not take results: then nothing more should be begun. */
  boolean isStuck() {
    return failures > 0;
  }

  /** Whether everything has been written. */
  boolean isIdle() {
    return waiting.isEmpty() && writing == 0;
  }

  private void schedule(Duration delay) {
    if (!scheduled && writing == 0 && !waiting.isEmpty()) {
      scheduled = true;
      loop.runAfter(delay, this::write);
    }
  }

  private void write() {
    scheduled = false;
    List<Ended> batch = List.copyOf(waiting.subList(0, Math.min(MOST, waiting.size())));
    waiting.subList(0, batch.size()).clear();
    writing = batch.size();
    outbox
        .finish(finished(batch))
        .onErrorResume(e -> !(e instanceof StoreUnavailable), e -> oneByOne(batch, e))
        .subscribe(
            _ -> {}, e -> loop.run(() -> again(batch, e)), () -> loop.run(() -> done(batch)));
  }

  /** One of them is at fault, and must not keep the others from being written. */
  private Mono<Void> oneByOne(List<Ended> batch, Throwable fault) {
    log.error("Results of deliveries to {} are written one by one", crm, fault);
    return Flux.fromIterable(batch)
        .concatMap(ended ->
            outbox
                .finish(List.of(ended.finished()))
                .onErrorResume(e -> !(e instanceof StoreUnavailable), e -> leave(ended, e)))
        .then();
  }

  /** It is taken up again when its lease ends. */
  private Mono<Void> leave(Ended ended, Throwable fault) {
    log.error(
        "What became of {} of {} cannot be written",
        ended.claimed().planned().name(),
        ended.claimed().callKey(),
        fault);
    return Mono.empty();
  }

  private void done(List<Ended> batch) {
    if (failures > 0) {
      log.info("Results of deliveries to {} are written again", crm);
    }
    failures = 0;
    writing = 0;
    written.accept(batch);
    schedule(gather);
  }

  private void again(List<Ended> batch, Throwable cause) {
    if (failures == 0) {
      log.warn("Results of deliveries to {} cannot be written: {}", crm, cause.getMessage());
    }
    failures++;
    writing = 0;
    waiting.addAll(0, batch);
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 5));
    schedule(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
  }

  private static List<FinishedDelivery> finished(List<Ended> batch) {
    return batch.stream().map(Ended::finished).toList();
  }
}
