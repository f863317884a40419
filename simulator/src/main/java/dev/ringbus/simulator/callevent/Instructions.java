package dev.ringbus.simulator.callevent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** What is to be handed out. Any thread may use it, at any time. */
public final class Instructions {

  private record Moment(long callId, Asked asked, int eventType) {}

  /**
   * To each call once.
   *
   * @param eventType of the report, or 0 for a poll
   */
  private record ToEach(Asked asked, int eventType, Returned what, Set<Long> had) {}

  private final Map<Moment, Queue<Returned>> waiting = new HashMap<>();
  private final List<ToEach> toEach = new ArrayList<>();

  Instructions() {}

  /** Handed out on this call's next poll; several, one after another. */
  public void onNextPoll(long callId, Returned what) {
    wait(new Moment(callId, Asked.POLL, 0), what);
  }

  /** Handed out in answer to the next report of this kind about this call. */
  public void onReport(long callId, int eventType, Returned what) {
    wait(new Moment(callId, Asked.REPORT, eventType), what);
  }

  /** Handed out to each call once, on its first poll from now on. */
  public synchronized void onPollOfEach(Returned what) {
    toEach.add(new ToEach(Asked.POLL, 0, what, new HashSet<>()));
  }

  /** Handed out to each call once, in answer to its first report of this kind from now on. */
  public synchronized void onReportOfEach(int eventType, Returned what) {
    toEach.add(new ToEach(Asked.REPORT, eventType, what, new HashSet<>()));
  }

  private synchronized void wait(Moment moment, Returned what) {
    waiting.computeIfAbsent(moment, _ -> new ArrayDeque<>()).add(what);
  }

  Optional<Returned> takeForPoll(long callId) {
    return take(new Moment(callId, Asked.POLL, 0));
  }

  Optional<Returned> takeForReport(CrmData data) {
    return take(new Moment(data.callId(), Asked.REPORT, data.eventType()));
  }

  private synchronized Optional<Returned> take(Moment moment) {
    Queue<Returned> own = waiting.get(moment);
    if (own != null) {
      Returned what = own.remove();
      if (own.isEmpty()) {
        waiting.remove(moment);
      }
      return Optional.of(what);
    }
    return toEach.stream()
        .filter(each -> each.asked() == moment.asked() && each.eventType() == moment.eventType())
        .filter(each -> each.had().add(moment.callId()))
        .findFirst()
        .map(ToEach::what);
  }
}
