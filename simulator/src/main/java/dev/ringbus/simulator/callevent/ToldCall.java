package dev.ringbus.simulator.callevent;

import dev.ringbus.simulator.callevent.Answered.NotAtAll;
import dev.ringbus.simulator.callevent.Answered.Poll;
import dev.ringbus.simulator.callevent.Answered.Refused;
import dev.ringbus.simulator.callevent.Answered.Report;
import dev.ringbus.simulator.callevent.Answered.Rightly;
import dev.ringbus.simulator.callevent.Answered.Wrongly;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call as the CRM knows it.
 *
 * @param reports in the order in which they came
 * @param polls in the order in which they came
 */
public record ToldCall(long callId, List<Report> reports, List<Poll> polls) {

  public ToldCall {
    reports = List.copyOf(reports);
    polls = List.copyOf(polls);
  }

  /** What was told, in order. */
  public List<CrmData> told() {
    return reports.stream().map(Report::data).toList();
  }

  /** The {@code EventType} of all that was told, in order. */
  public List<Integer> eventTypes() {
    return reports.stream().map(report -> report.data().eventType()).toList();
  }

  /** When it was polled for, in order. */
  public List<Instant> pollTimes() {
    return polls.stream().map(Poll::at).toList();
  }

  public boolean isConnected() {
    return told().stream().anyMatch(CrmData::isConnection);
  }

  public boolean hasEnded() {
    return told().stream().anyMatch(CrmData::isEnd);
  }

  /** What was handed out, lost answers included: in answer to reports first, then on polls. */
  public List<Returned> handedOut() {
    return Stream.concat(reports.stream().map(Report::answered), polls.stream().map(Poll::answered))
        .flatMap(answered -> handedOut(answered).stream())
        .toList();
  }

  private static Optional<Returned> handedOut(Answered answered) {
    return switch (answered) {
      case Rightly(var what) -> what;
      case NotAtAll(var what) -> what;
      case Refused _, Wrongly _ -> Optional.empty();
    };
  }
}
