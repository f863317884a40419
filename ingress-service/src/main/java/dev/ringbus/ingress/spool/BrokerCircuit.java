package dev.ringbus.ingress.spool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the broker takes events, told from what became of the latest: for a broker that is known
 * to be down nobody waits, except one now and then who finds out whether it is back.
 */
public final class BrokerCircuit {

  private static final Logger log = LoggerFactory.getLogger(BrokerCircuit.class);

  /** One failure may be one partition's; several without a success between them are the broker. */
  private static final int FAILURES_UNTIL_DOWN = 3;

  private final Clock clock;
  private final Duration probeEvery;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<@Nullable Down> down = new AtomicReference<>();

  public BrokerCircuit(Clock clock, Duration probeEvery) {
    this.clock = clock;
    this.probeEvery = probeEvery;
  }

  private record Down(Instant since, Instant nextProbe) {}

  /** Whether the broker is known to be down. */
  public boolean isDown() {
    return down.get() != null;
  }

  /** Since when the broker is down; empty while it is not. */
  public Optional<Instant> downSince() {
    return Optional.ofNullable(down.get()).map(Down::since);
  }

  /** Whether the caller is the one that finds out now whether the broker is back. */
  public boolean mayProbe() {
    Down now = down.get();
    if (now == null) {
      return false;
    }
    Instant time = clock.instant();
    return !time.isBefore(now.nextProbe())
        && down.compareAndSet(now, new Down(now.since(), time.plus(probeEvery)));
  }

  /** The broker took something. */
  public void succeeded() {
    if (failures.get() == 0) {
      return;
    }
    failures.set(0);
    Down before = down.getAndSet(null);
    if (before != null) {
      log.info(
          "The broker takes events again, after {} s",
          Duration.between(before.since(), clock.instant()).toSeconds());
    }
  }

  /** The broker did not take something, or not in time. */
  public void failed(Throwable cause) {
    if (failures.incrementAndGet() < FAILURES_UNTIL_DOWN) {
      return;
    }
    Instant now = clock.instant();
    if (down.compareAndSet(null, new Down(now, now.plus(probeEvery)))) {
      log.warn("The broker takes no events, they go to the spool: {}", cause.getMessage());
    }
  }
}
