package dev.ringbus.ingress.spool;

import dev.ringbus.ingress.spool.Segment.Entry;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps events on the local disk while the broker does not take them. What it acknowledges survives
 * a crash of the process and of the machine.
 */
public final class Spool {

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final Path folder;
  private final long limitBytes;
  private final Scheduler completions;
  private final HeldCalls held = new HeldCalls();
  private final AtomicLong size = new AtomicLong();
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private final Counter appended;
  private final Counter drained;
  private final Counter refused;

  private volatile @Nullable SpoolFiles files;
  private volatile @Nullable GroupCommit writer;

  /**
   * @param folder of this process alone; made when the spool is opened
   * @param limitBytes of all files together
   * @param completions where acknowledged requests go on, so that the writing thread does not
   */
  public Spool(Path folder, long limitBytes, Scheduler completions, MeterRegistry registry) {
    this.folder = folder;
    this.limitBytes = limitBytes;
    this.completions = completions;
    this.appended = counter(registry, "ringbus.spool.appended", "Records written to the spool");
    this.drained =
        counter(registry, "ringbus.spool.drained", "Records of the spool that the broker took");
    this.refused =
        counter(registry, "ringbus.spool.refused", "Records that the spool did not take");
    Gauge.builder("ringbus.spool.records", size, AtomicLong::get)
        .description("Records in the spool")
        .register(registry);
    Gauge.builder("ringbus.spool.bytes", this, Spool::bytes)
        .description("Length of the files of the spool")
        .baseUnit("bytes")
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /**
   * Opens the files, with what an earlier process left in them.
   *
   * @throws SpoolUnavailable if they cannot be used
   */
  public void open() {
    SpoolFiles opened = SpoolFiles.open(folder, this::hold);
    GroupCommit commit = new GroupCommit(opened);
    commit.start();
    files = opened;
    writer = commit;
    if (size.get() > 0) {
      log.info("The spool has {} records of an earlier run, which go to the broker first", size);
    }
  }

  /** Writes what still waits, and closes the files. */
  public void close() {
    GroupCommit closing = writer;
    SpoolFiles closed = files;
    if (closing == null || closed == null) {
      return;
    }
    closing.close();
    try {
      closed.close();
    } catch (IOException e) {
      log.warn("The spool in {} is not closed: {}", folder, e.toString());
    }
  }

  /** Whether events of this call are in the spool, so that new ones have to go behind them. */
  public boolean holds(CallKey call) {
    return held.contains(HeldCalls.hash(call));
  }

  /** How many records there are. */
  public long size() {
    return size.get();
  }

  /** The length of all files. */
  public long bytes() {
    SpoolFiles opened = files;
    return opened == null ? 0 : opened.bytes();
  }

  /** Why the spool took nothing the last time it was asked to; empty if it did. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /**
   * Keeps events of one call, in order. Completes when they are on disk; fails with {@link
   * SpoolRefused} otherwise.
   */
  public Mono<Void> append(List<CallEvent> events, Context trace) {
    return Mono.defer(
            () -> {
              int call = HeldCalls.hash(events.getFirst().key());
              Entry entry = new Entry(call, SpooledEvents.of(events, trace).write(), 0);
              return write(entry);
            })
        .doOnSuccess(_ -> took())
        .doOnError(this::tookNot);
  }

  private Mono<Void> write(Entry entry) {
    GroupCommit commit = writer;
    if (commit == null) {
      return Mono.error(new SpoolRefused("the spool is not open", null));
    }
    if (bytes() + Segment.sizeOf(entry.payload()) > limitBytes) {
      return Mono.error(new SpoolRefused("the spool is full: " + limitBytes + " bytes", null));
    }
    hold(entry.callHash());
    return Mono.fromFuture(commit.add(entry), true)
        .doOnError(_ -> release(entry.callHash()))
        .publishOn(completions);
  }

  private void hold(int callHash) {
    held.add(callHash);
    size.incrementAndGet();
  }

  private void release(int callHash) {
    held.remove(callHash);
    size.decrementAndGet();
  }

  private void took() {
    appended.increment();
    if (trouble.get() != null && trouble.getAndSet(null) != null) {
      log.info("The spool takes events again");
    }
  }

  private void tookNot(Throwable cause) {
    refused.increment();
    if (trouble.getAndSet(cause.getMessage()) == null) {
      log.warn("The spool takes no events: {}", cause.getMessage());
    }
  }

  /** The oldest records, at most so many; none while it is empty or not yet open. */
  List<Entry> oldest(int most) {
    SpoolFiles opened = files;
    try {
      return opened == null || size.get() == 0 ? List.of() : opened.oldest(most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The oldest records, as {@link #oldest} gave them, are with the broker. */
  void drained(List<Entry> entries) {
    SpoolFiles opened = files;
    if (opened == null) {
      return;
    }
    try {
      opened.drained(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.forEach(entry -> release(entry.callHash()));
    drained.increment(entries.size());
  }
}
