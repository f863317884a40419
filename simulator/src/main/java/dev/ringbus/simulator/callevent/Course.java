package dev.ringbus.simulator.callevent;

import dev.ringbus.simulator.callevent.Answered.NotAtAll;
import dev.ringbus.simulator.callevent.Answered.Poll;
import dev.ringbus.simulator.callevent.Answered.Refused;
import dev.ringbus.simulator.callevent.Answered.Report;
import dev.ringbus.simulator.callevent.Answered.Rightly;
import dev.ringbus.simulator.callevent.Answered.Wrongly;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call: what came about it, and what the platform would not have done. Who reports and who
 * polls are not one process in the hub, so that word from the one to the other takes a moment; what
 * comes within the grace is no fault.
 */
final class Course {

  private final long callId;
  private final Duration every;
  private final Duration grace;
  private final Violations violations;
  private final List<Report> reports = new ArrayList<>();
  private final List<Poll> polls = new ArrayList<>();

  /** Polls before the connection; word of it may still be under way. */
  private final List<Instant> early = new ArrayList<>();

  private @Nullable Instant connected;
  private @Nullable Instant ended;
  private @Nullable Instant failed;
  private boolean malformed;

  Course(long callId, Duration every, Duration grace, Violations violations) {
    this.callId = callId;
    this.every = every;
    this.grace = grace;
    this.violations = violations;
  }

  void report(Report report) {
    CrmData data = report.data();
    Instant at = report.at();
    if (failed != null) {
      add(
          Rule.NO_REPORT_AFTER_FAILURE,
          "expected nothing after the report that was not answered with 200 at %s, got EventType %d"
              .formatted(failed, data.eventType()),
          at);
    }
    reports.add(report);
    if (connected == null && data.isConnection()) {
      connected = at;
      judgeEarly(at);
      early.clear();
    }
    if (ended == null && data.isEnd()) {
      ended = at;
    }
    switch (report.answered()) {
      case Refused _, NotAtAll _ -> failed = failed == null ? at : failed;
      case Rightly _, Wrongly _ -> {}
    }
  }

  void poll(Poll poll) {
    Instant at = poll.at();
    if (!polls.isEmpty()) {
      checkInterval(polls.getLast().at(), at);
    }
    if (malformed) {
      add(
          Rule.NO_POLL_AFTER_MALFORMED,
          "expected no poll after one that was not answered with ReturnCRMData, got one",
          at);
    }
    checkLate(Rule.NO_POLL_AFTER_FAILURE, failed, "a report was not answered with 200", at);
    checkLate(Rule.NO_POLL_AFTER_END, ended, "the call ended", at);
    if (connected == null && failed == null) {
      early.add(at);
    }
    polls.add(poll);
    switch (poll.answered()) {
      case Refused _, Wrongly _ -> malformed = true;
      case Rightly _, NotAtAll _ -> {}
    }
  }

  private void checkInterval(Instant before, Instant at) {
    if (grace.compareTo(every) > 0) {
      return;
    }
    Duration between = Duration.between(before, at);
    if (between.compareTo(every.dividedBy(2)) < 0) {
      add(
          Rule.INTERVAL,
          "expected a poll every %d ms, got one after %d ms"
              .formatted(every.toMillis(), between.toMillis()),
          at);
    }
  }

  private void checkLate(Rule rule, @Nullable Instant since, String what, Instant at) {
    if (since != null && at.isAfter(since.plus(grace))) {
      add(
          rule,
          "expected no poll once %s, got one after %d ms"
              .formatted(what, Duration.between(since, at).toMillis()),
          at);
    }
  }

  /** Notes the polls that were too early by now. */
  void judgeEarly(Instant now) {
    early.removeIf(at -> {
      boolean isTooEarly = at.plus(grace).isBefore(now);
      if (isTooEarly) {
        add(
            Rule.POLLED_WHEN_CONNECTED,
            "expected no poll before the call was connected, got one",
            at);
      }
      return isTooEarly;
    });
  }

  private void add(Rule rule, String message, Instant at) {
    violations.add(rule, callId, message, at);
  }

  ToldCall told() {
    return new ToldCall(callId, reports, polls);
  }
}
