package dev.ringbus.simulator.calls;

import dev.ringbus.simulator.exchange.Courier;
import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.http.Loop;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Pbx;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Whole calls that begin at a rate, in turn of each integration, and all last equally long. */
public final class CallTraffic {

  private final Loop loop;
  private final List<Source> sources;
  private final Plan plan;
  private final Instant opened;
  private final Runnable done;
  private long begin;
  private int begun;
  private int under;
  private boolean over;

  /**
   * An integration whose calls take part.
   *
   * @param couriers the courier of each call
   * @param warmUp counts what is not to be measured
   */
  public record Source(Pbx pbx, IntFunction<Courier> couriers, Tally warmUp, Tally measured) {}

  /**
   * How much is telephoned.
   *
   * @param perSecond calls that begin
   * @param each how long a call lasts
   * @param seed of all chance
   */
  public record Plan(
      double perSecond, Duration each, Duration warmUp, Duration duration, long seed) {}

  /**
   * @param sources at least one
   * @param opened from which on the calls are counted
   * @param done runs on the loop when the last call has ended
   */
  public CallTraffic(Loop loop, List<Source> sources, Plan plan, Instant opened, Runnable done) {
    this.loop = loop;
    this.sources = List.copyOf(sources);
    this.plan = plan;
    this.opened = opened;
    this.done = done;
  }

  /** Begins, on the loop. */
  public void start() {
    begin = loop.nanos();
    pump();
  }

  private void pump() {
    long now = loop.nanos();
    long end = begin + plan.warmUp().plus(plan.duration()).toNanos();
    long due = due(begun);
    while (due <= now && due < end) {
      call(begun++, due);
      due = due(begun);
    }
    if (due >= end) {
      over = true;
      finish();
    } else {
      loop.after(Duration.ofNanos(due - now), this::pump);
    }
  }

  private long due(int number) {
    return begin + (long) (number * (TimeUnit.SECONDS.toNanos(1) / plan.perSecond()));
  }

  private void call(int number, long due) {
    Source source = sources.get(number % sources.size());
    boolean counts = due >= begin + plan.warmUp().toNanos();
    Tally tally = counts ? source.measured() : source.warmUp();
    under++;
    new CallRun(
            make(source, number),
            source.couriers().apply(number),
            new Courier.Count(tally, new Courier.Since.Sent()),
            loop,
            Math.max(1e-3, length(make(source, number)).toNanos() / (double) plan.each().toNanos()),
            end -> ended(tally, end))
        .proceed();
  }

  private Call make(Source source, int number) {
    return source
        .pbx()
        .call(
            number / sources.size(),
            Serial.of(opened, number),
            Chance.of(plan.seed(), "call", number));
  }

  /** How long a call is in its own time, if no answer changes its course. */
  private static Duration length(Call call) {
    Duration length = Duration.ZERO;
    while (call.next() instanceof Step.Send send) {
      length = length.plus(send.after());
    }
    return length;
  }

  private void ended(Tally tally, Step.End end) {
    under--;
    switch (end) {
      case Step.Finished _ -> tally.called();
      case Step.Curtailed(String why) -> tally.curtailed(why);
      case Step.GivenUp(String why) -> tally.gaveUp(why);
    }
    finish();
  }

  private void finish() {
    if (over && under == 0) {
      done.run();
    }
  }
}
