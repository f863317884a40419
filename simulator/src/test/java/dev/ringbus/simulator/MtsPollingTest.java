package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Premises;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the platform polls. */
class MtsPollingTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final URI HUB = URI.create("http://127.0.0.1:8080");
  private static final Heard NOTHING = new Heard.Answered(200, new Answer.Nothing());

  /** All kinds of calls, several times. */
  private static final int CALLS = 40;

  /** What happens in a call, and how long after its beginning. */
  private record Moment(Duration at, Meaning meaning) {

    boolean isPoll() {
      return meaning instanceof Meaning.Polls;
    }

    boolean isConnection() {
      return says("Result", "1280");
    }

    boolean says(String field, Object value) {
      return meaning instanceof Meaning.Says says
          && Objects.equals(says.fact().raw().get(field), value);
    }
  }

  @Test
  void pollsEveryThreeSecondsFromTheConnectionToTheEnd() throws Exception {
    int polled = 0;
    for (int number = 0; number < CALLS; number++) {
      List<Moment> course = course(number, Habits.DOCUMENTED);
      Optional<Duration> connected =
          course.stream().filter(Moment::isConnection).findFirst().map(Moment::at);
      assertThat(course.getLast().says("EventType", 15L)).as("call %d", number).isTrue();
      List<Duration> expected = new ArrayList<>();
      if (connected.isPresent()) {
        Duration end = course.getLast().at();
        for (Duration due = connected.get().plusSeconds(3);
            due.compareTo(end) < 0;
            due = due.plusSeconds(3)) {
          expected.add(due);
        }
        polled++;
      }
      assertThat(polls(course)).as("call %d", number).isEqualTo(expected);
    }
    assertThat(polled).isBetween(1, CALLS - 1);
  }

  @Test
  void pollsAsOftenAndTalksAsLongAsItIsTold() throws Exception {
    Habits habits =
        Habits.DOCUMENTED.polling(Duration.ofMillis(500)).talking(Duration.ofSeconds(15));

    List<Moment> course = course(0, habits);

    Duration recording = at(course, 13L);
    assertThat(at(course, 14L)).isEqualTo(recording.plusSeconds(16)); // the pause before the report
    List<Duration> polls = polls(course);
    assertThat(polls).hasSizeGreaterThanOrEqualTo(30);
    for (int i = 1; i < polls.size(); i++) {
      assertThat(polls.get(i)).isEqualTo(polls.get(i - 1).plusMillis(500));
    }
  }

  private static Duration at(List<Moment> course, long eventType) {
    return course.stream()
        .filter(moment -> moment.says("EventType", eventType))
        .findFirst()
        .orElseThrow()
        .at();
  }

  private static List<Duration> polls(List<Moment> course) {
    return course.stream().filter(Moment::isPoll).map(Moment::at).toList();
  }

  private static List<Moment> course(int number, Habits habits) throws Exception {
    Line line =
        Line.of(Accounts.mts(), HUB, Premises.INVENTED, habits, Clock.fixed(NOW, ZoneOffset.UTC));
    Call call = line.pbx().call(number, Serial.of(NOW, number), Chance.of(number, "polls"));
    List<Moment> course = new ArrayList<>();
    Duration at = Duration.ZERO;
    while (call.next() instanceof Step.Send send) {
      at = at.plus(send.after());
      course.add(new Moment(at, send.means()));
      call.hear(send, NOTHING);
    }
    return course;
  }
}
