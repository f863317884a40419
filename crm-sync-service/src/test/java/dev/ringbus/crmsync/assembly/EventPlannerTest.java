package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.all;
import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crmsync.assembly.Workspace.Tells;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.crmsync.work.Payload.TellEvent;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.PlannedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What CRMs that are told of calls event by event are told. */
class EventPlannerTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:01:00Z");
  private static final Duration STALE_AFTER = Duration.ofSeconds(60);
  private static final List<CallEvent> CALL =
      all(
              mts(0, 1),
              mts(3, 8, "DN1", "74957654321"),
              mts(9, 9, "DN1", "74957654321", "Result", "1280"),
              mts(40, 15, "Result", "1"))
          .stream()
          .filter(event -> event.type() != CallEventType.DECISION_ASKED)
          .toList();

  private final EventPlanner planner =
      new EventPlanner(new Workspace("old", Tells.EVENTS, STALE_AFTER), Questions.NONE, NOW);

  private List<String> planned(List<CallEvent> events, Set<String> before) {
    return planner.plan(events, before).stream().map(PlannedDelivery::name).toList();
  }

  private static List<String> names(List<CallEvent> events) {
    return events.stream().map(TellEvent::name).toList();
  }

  private static Set<String> keys(List<CallEvent> events) {
    Set<String> keys = new HashSet<>();
    names(events).forEach(name -> keys.add(PlannedDelivery.key("old", name)));
    return keys;
  }

  @Test
  void tellsEachEventOnceInTheOrderOfThePbx() {
    assertThat(planned(CALL.reversed(), Set.of())).isEqualTo(names(CALL));
    assertThat(planned(CALL, keys(CALL.subList(0, 2)))).isEqualTo(names(CALL.subList(2, 4)));
    assertThat(planned(CALL, keys(CALL))).isEmpty();
  }

  @Test
  void tellsNothingAfterTheEnd() {
    List<CallEvent> late = all(CALL, mts(45, 14), mts(8, 13));
    assertThat(planned(late, keys(CALL))).isEmpty();
    assertThat(planned(all(CALL, mts(45, 14)), Set.of())).isEqualTo(names(CALL));
  }

  @Test
  void tellsNothingAfterTheCrmHasEndedItsRequests() {
    Set<String> before = keys(CALL.subList(0, 1));
    before.add(Payload.EndRequests.of("old", NOW, "500").key());
    assertThat(planned(CALL, before)).isEmpty();

    Set<String> ofAnother = Set.of(Payload.EndRequests.of("other", NOW, "500").key());
    assertThat(planned(CALL, ofAnother)).isEqualTo(names(CALL));
  }

  @Test
  void leavesQuestionsToWhoAsksThem() {
    List<CallEvent> asked = comagic(0, "cdr_id", "1", "numa", "74952345678");
    assertThat(asked).extracting(CallEvent::type).contains(CallEventType.DECISION_ASKED);
    assertThat(planned(asked, Set.of()))
        .isEqualTo(
            names(
                asked.stream()
                    .filter(event -> event.type() == CallEventType.CALL_STARTED)
                    .toList()));
  }

  @Test
  void letsEverythingGrowTooOldButTheEnd() {
    List<PlannedDelivery> planned = planner.plan(CALL, Set.of());
    assertThat(planned.getFirst().staleAt())
        .isEqualTo(CALL.getFirst().receivedAt().toInstant().plus(STALE_AFTER));
    assertThat(planned.getLast().staleAt()).isNull();
    assertThat(planned)
        .allSatisfy(delivery ->
            assertThat(((TellEvent) Payload.of(delivery)).worthUntil())
                .isEqualTo(planned.getFirst().staleAt()));
  }

  @Test
  void keepsTheWholeEvent() {
    assertThat(planner.plan(CALL, Set.of()))
        .extracting(delivery -> ((TellEvent) Payload.of(delivery)).event())
        .isEqualTo(CALL);
  }
}
