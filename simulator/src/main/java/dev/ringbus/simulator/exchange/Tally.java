package dev.ringbus.simulator.exchange;

import dev.ringbus.model.Platform;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what came of the requests of one platform. Used on one thread at a time. */
public final class Tally {

  /** Of latencies in microseconds. */
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Platform platform;
  private final Duration deadline;
  private final Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
  private final Map<Misbehaviour, Long> manners = new EnumMap<>(Misbehaviour.class);
  private final Examples invalid = new Examples();
  private final Examples silences = new Examples();
  private final Examples givenUp = new Examples();
  private final Examples curtailed = new Examples();
  private long longest;
  private long sent;
  private long valid;
  private long late;
  private long calls;
  private long lost;

  /**
   * @param deadline after which an answer counts as late
   */
  public Tally(Platform platform, Duration deadline) {
    this.platform = platform;
    this.deadline = deadline;
  }

  /** A request is on its way, sent in this manner. */
  public void sent(Set<Misbehaviour> manner) {
    sent++;
    for (Misbehaviour each : manner) {
      manners.merge(each, 1L, Long::sum);
    }
  }

  /** A request was answered after so many nanoseconds. */
  public void answered(Verdict verdict, long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos));
    latencies.recordValue(micros);
    longest = Math.max(longest, micros);
    if (nanos > deadline.toNanos()) {
      late++;
    }
    switch (verdict) {
      case Verdict.Valid _ -> valid++;
      case Verdict.Invalid(String why) -> invalid.add(why);
    }
  }

  /** A request found no answer. */
  public void unanswered(String why) {
    silences.add(why);
  }

  /** An answer was lost on its way, as this PBX or its network will have it. */
  public void lost() {
    lost++;
  }

  /** A call took its course. */
  public void called() {
    calls++;
  }

  /** A call was given up because of what the hub answered, or did not. */
  public void gaveUp(String why) {
    calls++;
    givenUp.add(why);
  }

  /** A call took its course, but without requests that the hub's answers put an end to. */
  public void curtailed(String why) {
    calls++;
    curtailed.add(why);
  }

  /** The figures so far. */
  public Figures figures() {
    return new Figures(
        platform,
        calls,
        sent,
        valid,
        new Figures.Faults(invalid.total(), invalid.list()),
        new Figures.Faults(silences.total(), silences.list()),
        new Figures.Faults(givenUp.total(), givenUp.list()),
        new Figures.Faults(curtailed.total(), curtailed.list()),
        lost,
        late,
        Latencies.of(latencies, longest),
        manners);
  }
}
