package dev.ringbus.simulator.calls;

import dev.ringbus.simulator.exchange.Courier;
import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.http.Loop;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Pbx;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Makes the calls of one integration: activation first, then so many, several at once. */
public final class Switchboard {

  private final Pbx pbx;
  private final IntFunction<Courier> couriers;
  private final Tally tally;
  private final Loop loop;
  private final Volume volume;
  private final Instant opened;
  private int begun;
  private int under;

  /**
   * How much is telephoned.
   *
   * @param calls in all
   * @param atOnce calls under way at the same time
   * @param speed how many seconds of a call pass in one of ours
   * @param seed of all chance
   */
  public record Volume(int calls, int atOnce, double speed, long seed) {}

  /**
   * @param couriers the courier of each call, whose misbehaviour is the call's own
   * @param opened from which on the calls are counted
   */
  public Switchboard(
      Pbx pbx,
      IntFunction<Courier> couriers,
      Tally tally,
      Loop loop,
      Instant opened,
      Volume volume) {
    this.pbx = pbx;
    this.couriers = couriers;
    this.tally = tally;
    this.loop = loop;
    this.volume = volume;
    this.opened = opened;
  }

  /**
   * Begins, on the loop.
   *
   * @param done runs on the loop when the last call has ended
   */
  public void open(Runnable done) {
    pbx.activation()
        .ifPresentOrElse(
            activation -> run(activation, -1, end -> activated(end, done)), () -> ring(done));
  }

  private void activated(Step.End end, Runnable done) {
    switch (end) {
      case Step.Finished _ -> ring(done);
      case Step.GivenUp(String why) -> {
        tally.gaveUp(why);
        done.run();
      }
    }
  }

  private void ring(Runnable done) {
    if (volume.calls() == 0) {
      done.run();
    }
    while (under < volume.atOnce() && begun < volume.calls()) {
      begin(done);
    }
  }

  private void begin(Runnable done) {
    int number = begun++;
    under++;
    Call call =
        pbx.call(number, Serial.of(opened, number), Chance.of(volume.seed(), "call", number));
    run(call, number, end -> ended(end, done));
  }

  private void ended(Step.End end, Runnable done) {
    under--;
    switch (end) {
      case Step.Finished _ -> tally.called();
      case Step.GivenUp(String why) -> tally.gaveUp(why);
    }
    if (begun < volume.calls()) {
      begin(done);
    } else if (under == 0) {
      done.run();
    }
  }

  private void run(Call call, int number, Consumer<Step.End> ended) {
    Courier.Count count = new Courier.Count(tally, new Courier.Since.Sent());
    new CallRun(call, couriers.apply(number), count, loop, volume.speed(), ended).proceed();
  }
}
