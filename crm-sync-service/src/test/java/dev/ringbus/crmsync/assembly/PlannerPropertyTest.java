package dev.ringbus.crmsync.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.testkit.Property;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlannerPropertyTest {

  private static final int ROUNDS = 1_000;

  private static CallKey key(List<CallEvent> events) {
    return events.getFirst().key();
  }

  /** In any order, in pieces, and some of it again. */
  private static Planning inSteps(List<CallEvent> events, RandomGenerator random) {
    Planning planning = new Planning(key(events));
    List<CallEvent> left = AnyCall.shuffled(events, random);
    while (!left.isEmpty()) {
      int count = random.nextInt(1, left.size() + 1);
      planning.take(left.subList(0, count));
      left = left.subList(count, left.size());
    }
    return planning;
  }

  private static Planning atOnce(List<CallEvent> events) {
    Planning planning = new Planning(key(events));
    planning.take(events);
    return planning;
  }

  @Test
  void tellsNothingTheWrongWayRound() {
    Property.holds(
        "orders of notices",
        ROUNDS,
        random -> {
          List<CallEvent> events = AnyCall.events(random);

          assertThat(atOnce(events).faults()).isEmpty();
          assertThat(inSteps(events, random).faults()).isEmpty();
        });
  }

  @Test
  void comesToTheSameRegistrationAndFilesInSteps() {
    Property.holds(
        "registrations",
        ROUNDS,
        random -> {
          List<CallEvent> events = AnyCall.events(random);
          Planning steps = inSteps(events, random);
          Planning once = atOnce(events);

          assertThat(steps.last().call()).isEqualTo(once.last().call());
          assertThat(lasting(steps)).containsExactlyInAnyOrderElementsOf(lasting(once));
          boolean isOver = once.last().call().state() == CallState.ENDED;
          assertThat(steps.names().contains("register-call")).isEqualTo(isOver && isCall(events));
        });
  }

  /** Of what happens as it goes, order decides what is worth telling. */
  private static List<String> lasting(Planning planning) {
    return planning.names().stream().filter(name -> !name.startsWith("leg/")).toList();
  }

  private static boolean isCall(List<CallEvent> events) {
    return events.stream()
        .anyMatch(
            event -> event.inferred() == null && !event.type().wireName().equals("vendor.other"));
  }

  @Test
  void plansNothingAgain() {
    Property.holds(
        "repetitions",
        ROUNDS,
        random -> {
          List<CallEvent> events = AnyCall.events(random);
          Planning planning = inSteps(events, random);

          assertThat(planning.take(List.of())).isEmpty();
          assertThat(planning.names()).doesNotHaveDuplicates();
        });
  }
}
