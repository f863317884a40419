package dev.ringbus.simulator.callevent;

import dev.ringbus.simulator.callevent.Answered.Poll;
import dev.ringbus.simulator.callevent.Answered.Report;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All calls that the CRM has heard of. */
final class Calls {

  private final CallEventSettings settings;
  private final Violations violations;
  private final Map<Long, Course> courses = new LinkedHashMap<>();

  Calls(CallEventSettings settings, Violations violations) {
    this.settings = settings;
    this.violations = violations;
  }

  synchronized void report(Report report) {
    course(report.data().callId()).report(report);
  }

  synchronized void poll(long callId, Poll poll) {
    course(callId).poll(poll);
  }

  private Course course(long callId) {
    return courses.computeIfAbsent(
        callId, id -> new Course(id, settings.every(), settings.grace(), violations));
  }

  synchronized List<ToldCall> all() {
    return courses.values().stream().map(Course::told).toList();
  }

  synchronized Optional<ToldCall> find(long callId) {
    return Optional.ofNullable(courses.get(callId)).map(Course::told);
  }

  synchronized void judgeEarly(Instant now) {
    courses.values().forEach(course -> course.judgeEarly(now));
  }
}
