package dev.ringbus.simulator.calls;

import dev.ringbus.simulator.exchange.Courier;
import dev.ringbus.simulator.http.Loop;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.simulator.pbx.Step.Send.Waiting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Lets one call take its course: one request after another, at the PBX's own pace. */
final class CallRun {

  private final Call call;
  private final Courier courier;
  private final Courier.Count count;
  private final Loop loop;
  private final double speed;
  private final Consumer<Step.End> ended;

  /**
   * @param speed how many seconds of a call pass in one of ours
   */
  CallRun(
      Call call,
      Courier courier,
      Courier.Count count,
      Loop loop,
      double speed,
      Consumer<Step.End> ended) {
    this.call = call;
    this.courier = courier;
    this.count = count;
    this.loop = loop;
    this.speed = speed;
    this.ended = ended;
  }

  /** Takes the next step, and all that follow. */
  void proceed() {
    switch (call.next()) {
      case Step.End end -> ended.accept(end);
      case Step.Send send -> after(send, () -> dispatch(send));
    }
  }

  private void dispatch(Step.Send send) {
    Set<Misbehaviour> manner = courier.manner(send);
    if (manner.contains(Misbehaviour.REORDER) && send.waiting() == Waiting.TELLS) {
      overtake(send, manner);
    } else {
      carry(send, inOrder(manner), this::proceed);
    }
  }

  /** Sends what follows before what is held up, which was on its way already. */
  private void overtake(Step.Send heldUp, Set<Misbehaviour> manner) {
    switch (call.next()) {
      case Step.End end -> carry(heldUp, inOrder(manner), () -> ended.accept(end));
      case Step.Send next ->
          after(
              next,
              () ->
                  carry(
                      next,
                      inOrder(courier.manner(next)),
                      () -> carry(heldUp, manner, this::proceed)));
    }
  }

  private void carry(Step.Send send, Set<Misbehaviour> manner, Runnable then) {
    courier.send(
        send,
        manner,
        count,
        heard -> {
          call.hear(send, heard);
          then.run();
        });
  }

  private void after(Step.Send send, Runnable task) {
    loop.after(Duration.ofNanos((long) (send.after().toNanos() / speed)), task);
  }

  private static Set<Misbehaviour> inOrder(Set<Misbehaviour> manner) {
    Set<Misbehaviour> others = EnumSet.noneOf(Misbehaviour.class);
    others.addAll(manner);
    others.remove(Misbehaviour.REORDER);
    return others;
  }
}
