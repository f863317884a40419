package dev.ringbus.crmsync.recording;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Bounds how many recordings are on their way at once, and what they take of the disk. Who finds no
 * place is told when to come again: later the more have been told so, lest thousands ask all the
 * time after an outage.
 */
final class Places {

  private static final Duration SOONEST = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofMinutes(5);

  private final int most;
  private final long disk;
  private final long largest;
  private final Clock clock;

  private int taken;
  private long bytes;
  private Instant lastTurn = Instant.EPOCH;
  private Duration usual = Duration.ofSeconds(1);

  Places(RecordingSettings settings, Clock clock) {
    this.most = settings.atOnce();
    this.disk = settings.disk().toBytes();
    this.largest = settings.largest().toBytes();
    this.clock = clock;
  }

  /** A place for one file as large as may be; empty if there is none now. */
  synchronized Optional<Place> take() {
    if (taken >= most || bytes + largest > disk) {
      return Optional.empty();
    }
    taken++;
    bytes += largest;
    return Optional.of(new Place(clock.instant()));
  }

  /** When to come again: one after the other, as fast as places have become free of late. */
  synchronized Duration comeAgainIn() {
    Instant now = clock.instant();
    Instant next = lastTurn.plus(usual.dividedBy(most));
    lastTurn = later(now.plus(SOONEST), next.isAfter(now.plus(LATEST)) ? now.plus(LATEST) : next);
    return Duration.between(now, lastTurn);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What is set aside for files on their way, in bytes. */
  synchronized long bytes() {
    return bytes;
  }

  /** Room for one file. */
  final class Place implements AutoCloseable {

    private final Instant since;
    private long mine = largest;
    private boolean closed;

    private Place(Instant since) {
      this.since = since;
    }

    /** The file has this length, and needs no more. */
    void shrinkTo(long length) {
      synchronized (Places.this) {
        if (!closed && length < mine) {
          bytes -= mine - length;
          mine = length;
        }
      }
    }

    @Override
    public void close() {
      synchronized (Places.this) {
        if (!closed) {
          closed = true;
          taken--;
          bytes -= mine;
          Duration held = Duration.between(since, clock.instant());
          usual = usual.multipliedBy(7).plus(held).dividedBy(8);
        }
      }
    }
  }
}
