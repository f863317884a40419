package dev.ringbus.crmsync.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallFoldPropertyTest {

  private static final int ROUNDS = 3_000;

  private static Call fold(List<CallEvent> events) {
    CallKey key = events.getFirst().key();
    return CallFold.of(key, events);
  }

  @Test
  void isTheSameInAnyOrderAndHoweverOften() {
    Property.holds(
        "orders of events",
        ROUNDS,
        random -> {
          List<CallEvent> events = AnyCall.events(random);
          List<CallEvent> others = new ArrayList<>(events);
          others.addAll(AnyCall.shuffled(events, random).subList(0, random.nextInt(events.size())));

          assertThat(fold(AnyCall.shuffled(others, random))).isEqualTo(fold(events));
        });
  }

  @Test
  void isACallThatMakesSense() {
    Property.holds("calls", ROUNDS, random -> check(fold(AnyCall.events(random))));
  }

  @Test
  void staysEnded() {
    Property.holds(
        "ended calls",
        ROUNDS,
        random -> {
          List<CallEvent> events = AnyCall.events(random);
          boolean isOver = false;
          for (int count = 1; count <= events.size(); count++) {
            Call call = fold(events.subList(0, count));
            assertThat(call.state() == CallState.ENDED || !isOver).isTrue();
            isOver = call.state() == CallState.ENDED;
          }
        });
  }

  private static void check(Call call) {
    assertThat(call.legs()).extracting(Leg::id).doesNotHaveDuplicates();
    assertThat(call.legs()).allMatch(leg -> leg.id().startsWith(call.key() + "/"));
    call.legs().forEach(leg -> check(call, leg));
    call.recordings()
        .forEach(recording ->
            assertThat(recording.legId() == null || call.leg(recording.legId()).isPresent())
                .isTrue());
    if (call.state() == CallState.ENDED) {
      assertThat(call.endedAt()).isNotNull();
      assertThat(call.outcome() == null).isEqualTo(call.inferred() != null);
    } else {
      assertThat(call.endedAt()).isNull();
      assertThat(call.outcome()).isNull();
    }
  }

  private static void check(Call call, Leg leg) {
    LegProgress before = null;
    LegChange last = leg.changes().getFirst();
    for (LegChange change : leg.changes()) {
      assertThat(LegOrder.mayFollow(before, change.progress())).as("%s", leg).isTrue();
      assertThat(change.at()).as("%s", leg).isAfterOrEqualTo(last.at());
      before = change.progress();
      last = change;
    }
    boolean isOver = Set.of(LegProgress.DISCONNECTED, LegProgress.FINISHED).contains(before);
    if (call.state() == CallState.ENDED) {
      assertThat(isOver).as("%s", leg).isTrue();
      assertThat(last.at()).isBeforeOrEqualTo(call.endedAt());
    }
    assertThat(isOver || (leg.outcome() == null && leg.endedBy() == null)).isTrue();
  }
}
