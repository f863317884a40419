package dev.ringbus.ingress.spool;

import dev.ringbus.ingress.spool.Segment.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * One thread that writes what has come together since its last write, and flushes it to disk at
 * once: many requests wait for one flush. What waits is bounded.
 */
final class GroupCommit {

  private static final long MAX_WAITING_BYTES = 16 * 1024 * 1024;

  private final SpoolFiles files;
  private final Queue<Write> waiting = new ArrayDeque<>();
  private final Thread thread =
      Thread.ofPlatform().name("ringbus-spool").daemon().unstarted(this::run);
  private long waitingBytes;
  private boolean closed;

  GroupCommit(SpoolFiles files) {
    this.files = files;
  }

  private record Write(Entry entry, CompletableFuture<Void> done) {}

  void start() {
    thread.start();
  }

  /**
   * Completes, on the writing thread, when the record is on disk; else with {@link SpoolRefused}.
   */
  synchronized CompletableFuture<Void> add(Entry entry) {
    if (closed) {
      return CompletableFuture.failedFuture(new SpoolRefused("the spool is closed", null));
    }
    if (waitingBytes > MAX_WAITING_BYTES) {
      return CompletableFuture.failedFuture(
          new SpoolRefused("the disk does not keep up with the spool", null));
    }
    Write write = new Write(entry, new CompletableFuture<>());
    waiting.add(write);
    waitingBytes += Segment.sizeOf(entry.payload());
    notifyAll();
    return write.done();
  }

  /** Writes what still waits, takes nothing more, and returns when the thread has ended. */
  void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (List<Write> writes = next(); !writes.isEmpty(); writes = next()) {
      write(writes);
    }
  }

  /** All that waits, as soon as something does; nothing when it is closed and nothing is left. */
  private synchronized List<Write> next() {
    while (waiting.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException _) {
        closed = true;
      }
    }
    List<Write> writes = new ArrayList<>(waiting);
    waiting.clear();
    waitingBytes = 0;
    return writes;
  }

  private void write(List<Write> writes) {
    try {
      files.append(writes.stream().map(Write::entry).toList());
    } catch (IOException | RuntimeException e) {
      SpoolRefused refused = new SpoolRefused("the spool cannot be written: " + e, e);
      writes.forEach(write -> write.done().completeExceptionally(refused));
      return;
    }
    writes.forEach(write -> write.done().complete(null));
  }
}
