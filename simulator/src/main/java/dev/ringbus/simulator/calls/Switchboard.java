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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Makes the calls of one integration: activation first, then so many, several at once; and those
 * that are ordered meanwhile.
 */
public final class Switchboard {

  /** The numbers of calls that are ordered begin here, far from those that are made anyway. */
  private static final int FIRST_ORDERED = 500_000;

  private final Pbx pbx;
  private final IntFunction<Courier> couriers;
  private final Tally tally;
  private final Loop loop;
  private final Volume volume;
  private final Instant opened;
  private final AtomicInteger ordered = new AtomicInteger(FIRST_ORDERED);
  private Runnable done = () -> {};
  private boolean ringing;
  private boolean held;
  private int begun;
  private int under;

  /**
   * How much is telephoned.
   *
   * @param calls in all, without those that are ordered
   * @param atOnce calls under way at the same time
   * @param speed how many seconds of a call pass in one of ours
   * @param seed of all chance
   */
  public record Volume(int calls, int atOnce, double speed, long seed) {}

  /** What becomes of an order. */
  public enum Order {
    DIALS,
    /** Calls of this PBX are not simulated in that direction. */
    CANNOT
  }

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
   * @param whenDone runs on the loop when the last call has ended
   */
  public void open(Runnable whenDone) {
    done = whenDone;
    pbx.activation()
        .ifPresentOrElse(activation -> run(activation, -1, this::activated), this::ring);
  }

  /** Does not end before it is released. On the loop, before it is opened. */
  public void hold() {
    held = true;
  }

  /** Ends with the last call. On the loop. */
  public void release() {
    held = false;
    finish();
  }

  /**
   * Has an outbound call placed, from any thread.
   *
   * @param from the employee's extension
   * @param to the client's number
   */
  public Order place(String from, String to) {
    int number = ordered.getAndIncrement();
    Optional<Call> call =
        pbx.outgoing(
            from, to, Serial.of(opened, number), Chance.of(volume.seed(), "ordered", number));
    call.ifPresent(placed -> loop.execute(() -> begin(placed, number)));
    return call.isPresent() ? Order.DIALS : Order.CANNOT;
  }

  private void activated(Step.End end) {
    switch (end) {
      case Step.Finished _, Step.Curtailed _ -> ring();
      case Step.GivenUp(String why) -> {
        tally.gaveUp(why);
        begun = volume.calls();
        ring();
      }
    }
  }

  private void ring() {
    ringing = true;
    while (under < volume.atOnce() && begun < volume.calls()) {
      next();
    }
    finish();
  }

  private void next() {
    int number = begun++;
    begin(
        pbx.call(number, Serial.of(opened, number), Chance.of(volume.seed(), "call", number)),
        number);
  }

  private void begin(Call call, int number) {
    under++;
    run(call, number, this::ended);
  }

  private void ended(Step.End end) {
    under--;
    switch (end) {
      case Step.Finished _ -> tally.called();
      case Step.Curtailed(String why) -> tally.curtailed(why);
      case Step.GivenUp(String why) -> tally.gaveUp(why);
    }
    if (ringing && begun < volume.calls() && under < volume.atOnce()) {
      next();
    }
    finish();
  }

  private void finish() {
    if (ringing && !held && begun >= volume.calls() && under == 0) {
      done.run();
    }
  }

  private void run(Call call, int number, Consumer<Step.End> ended) {
    Courier.Count count = new Courier.Count(tally, new Courier.Since.Sent());
    new CallRun(call, couriers.apply(number), count, loop, volume.speed(), ended).proceed();
  }
}
