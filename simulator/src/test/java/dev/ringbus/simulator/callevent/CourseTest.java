package dev.ringbus.simulator.callevent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.simulator.callevent.Answered.Poll;
import dev.ringbus.simulator.callevent.Answered.Rightly;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(3);

  private static List<Rule> polledTwice(Duration between, Duration grace) {
    Violations violations = new Violations();
    Course course = new Course(17, EVERY, grace, violations);
    course.poll(new Poll(BEGIN, new Rightly(Optional.empty())));
    course.poll(new Poll(BEGIN.plus(between), new Rightly(Optional.empty())));
    return violations.list().stream().map(Violation::rule).toList();
  }

  @Test
  void mayNotBePolledTwiceInHalfAnInterval() {
    assertThat(polledTwice(Duration.ofMillis(1_499), EVERY)).containsExactly(Rule.INTERVAL);
    assertThat(polledTwice(Duration.ofMillis(1_500), EVERY)).isEmpty();
  }

  @Test
  void isNotJudgedByDistancesOnAMachineThatMayPauseForLonger() {
    assertThat(polledTwice(Duration.ofMillis(2), EVERY.plusMillis(1))).isEmpty();
  }
}
