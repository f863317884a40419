package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order within one moment. What is said of different employees stays in the order of receipt;
 * what is said of one is put into the order in which a leg goes: it rings, a failed attempt is
 * over, another is answered, a conversation ends. If the leg was there before, an end that may be
 * its own comes first: then the employee is called again in that same moment.
 */
final class EmployeeEvents {

  private EmployeeEvents() {}

  /**
   * The moment in that order.
   *
   * @param employee whom an event is about
   * @param legBefore that employee's open leg, if there was one before this moment
   */
  static List<CallEvent> inOrder(
      List<CallEvent> moment,
      Function<CallEvent, String> employee,
      Function<CallEvent, @Nullable LegDraft> legBefore) {
    if (moment.size() == 1) {
      return moment;
    }
    Comparator<CallEvent> order =
        Comparator.comparingInt(event -> rank(event, legBefore.apply(event)));
    Map<String, Iterator<CallEvent>> sorted = new HashMap<>();
    List<CallEvent> ordered = new ArrayList<>();
    for (CallEvent event : moment) {
      ordered.add(
          sorted
              .computeIfAbsent(
                  employee.apply(event),
                  name ->
                      moment.stream()
                          .filter(other -> employee.apply(other).equals(name))
                          .sorted(order)
                          .iterator())
              .next());
    }
    return ordered;
  }

  private static int rank(CallEvent event, @Nullable LegDraft before) {
    return switch (event.type()) {
      case CALL_STARTED -> 0;
      case LEG_ENDED -> {
        boolean isFailure = event.outcome() != null && event.outcome() != CallOutcome.ANSWERED;
        boolean mayEndBefore = before != null && (before.wasAnswered() || isFailure);
        yield mayEndBefore ? 1 : isFailure ? 4 : 6;
      }
      case LEG_RINGING -> 2;
      case LEG_PREPARING -> 3;
      case LEG_CONNECTED -> 5;
      default -> 7;
    };
  }
}
