package dev.ringbus.simulator.load;

import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.http.Hub;
import dev.ringbus.simulator.http.Loop;
import dev.ringbus.simulator.pbx.Heard;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sends requests as they come due, in turn from each integration, and measures. */
public final class LoadRun {

  /** Timers finer than this cost more than they are worth: several requests go at once then. */
  private static final Duration FINEST = Duration.ofNanos(100_000);

  /** How long a saturated load rests after a failure, so that a dead hub is not hammered. */
  private static final Duration REST = Duration.ofMillis(100);

  private final Loop loop;
  private final Hub hub;
  private final Arrivals arrivals;
  private final LoadPlan plan;
  private final List<Target> targets;
  private final Consumer<LoadFigures> done;

  private long begin;
  private long taken;
  private long measured;
  private long underWay;
  private long firstMeasured;
  private long lastHeard;
  private boolean waking;
  private boolean resting;
  private boolean over;

  /**
   * One integration under load.
   *
   * @param warmUp counts what is not to be measured
   */
  public record Target(Shooter shooter, Tally warmUp, Tally measured) {}

  /**
   * @param targets at least one
   * @param done is told on the loop when everything is answered or given up
   */
  public LoadRun(
      Loop loop,
      Hub hub,
      Arrivals arrivals,
      LoadPlan plan,
      List<Target> targets,
      Consumer<LoadFigures> done) {
    this.loop = loop;
    this.hub = hub;
    this.arrivals = arrivals;
    this.plan = plan;
    this.targets = List.copyOf(targets);
    this.done = done;
  }

  /** Begins, on the loop. */
  public void start() {
    begin = loop.nanos();
    firstMeasured = begin + plan.warmUp().toNanos();
    lastHeard = firstMeasured;
    loop.after(Duration.ofNanos(end() - begin).plus(plan.patience()), this::pump);
    pump();
  }

  private void pump() {
    while (!resting && !over) {
      long now = loop.nanos();
      long due = arrivals.due(taken, begin, now);
      if (due >= end() || measured >= plan.requests() || now >= end() + plan.patience().toNanos()) {
        finish(now);
        return;
      }
      if (due > now) {
        wake(Math.max(due, now + FINEST.toNanos()), now);
        return;
      }
      if (hub.room() == 0) {
        return; // until one of those under way is heard of
      }
      shoot(due);
    }
  }

  private void shoot(long due) {
    Target target = targets.get((int) (taken++ % targets.size()));
    underWay++;
    boolean counts = due >= firstMeasured;
    if (counts) {
      measured++;
    }
    target.shooter().shoot(due, counts ? target.measured() : target.warmUp(), this::heard);
  }

  private void heard(Heard heard) {
    underWay--;
    lastHeard = loop.nanos();
    if (heard instanceof Heard.Silence && arrivals instanceof Arrivals.Saturated && !over) {
      resting = true;
      loop.after(REST, this::rested);
    }
    if (over) {
      finish(lastHeard);
    } else {
      pump();
    }
  }

  private void rested() {
    resting = false;
    pump();
  }

  private void wake(long at, long now) {
    if (!waking) {
      waking = true;
      loop.after(Duration.ofNanos(at - now), this::awake);
    }
  }

  private void awake() {
    waking = false;
    pump();
  }

  private void finish(long now) {
    over = true;
    if (underWay == 0) {
      Duration elapsed = Duration.ofNanos(Math.max(0, lastHeard - firstMeasured));
      done.accept(new LoadFigures(arrivals, elapsed, measured, unsent(now)));
    }
  }

  /** Requests that were due, and found no connection before the load was given up. */
  private long unsent(long now) {
    long unsent = 0;
    while (measured + unsent < plan.requests()
        && arrivals instanceof Arrivals.Open
        && arrivals.due(taken + unsent, begin, now) < end()) {
      unsent++;
    }
    return unsent;
  }

  private long end() {
    return firstMeasured + plan.duration().toNanos();
  }
}
