package dev.ringbus.simulator.sipsim;

import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A call as SipSim tells of it. No answer changes anything: the vendor reads none. */
final class SipSimCall implements Call {

  private final Webhooks webhooks;
  private final Deque<Event> ahead;

  SipSimCall(Webhooks webhooks, List<Event> story) {
    this.webhooks = webhooks;
    this.ahead = new ArrayDeque<>(story);
  }

  @Override
  public Step next() {
    Event event = ahead.pollFirst();
    return event == null ? new Step.Finished("ended") : webhooks.send(event);
  }

  @Override
  public void hear(Step.Send sent, Heard heard) {}
}
