package dev.ringbus.store.testkit;

import static dev.ringbus.model.CallEventType.CALL_ENDED;
import static dev.ringbus.model.CallEventType.CALL_STARTED;
import static dev.ringbus.model.CallEventType.LEG_RINGING;
import static dev.ringbus.store.testkit.Samples.ACME;
import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.event;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static dev.ringbus.store.testkit.Samples.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.CallStore.Memory;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What every {@link dev.ringbus.store.CallStore} does. */
public abstract class CallStoreContract extends StoreUnderTest {

  private static final Origination ASKED =
      new Origination(
          CRM, "c-1", ACME, new PhoneNumber("306"), new PhoneNumber("+79031505050"), NOW);

  private final List<CallHistory> histories = new ArrayList<>();

  private AssembledCall assemble(CallHistory history) {
    histories.add(history);
    return Samples.quiet(history);
  }

  @Test
  void assemblesACallOfAllItsEvents() {
    CallEvent started = event("17", "a", CALL_STARTED);
    CallEvent ringing = event("17", "b", LEG_RINGING);
    CallEvent ended = event("17", "c", CALL_ENDED);
    List<Call> first = record(this::assemble, started, ringing);
    List<Call> second = record(this::assemble, ended);

    assertThat(histories)
        .extracting(CallHistory::events)
        .containsExactly(List.of(started, ringing), List.of(started, ringing, ended));
    assertThat(histories).extracting(CallHistory::before).containsExactly(null, first.getFirst());
    assertThat(first).singleElement().matches(call -> call.state() == CallState.RINGING);
    assertThat(second).singleElement().matches(call -> call.state() == CallState.ENDED);
    assertThat(now(store().calls().find(List.of(key("17"), key("18"))))).isEqualTo(second);
  }

  @Test
  void takesAnEventOnceHoweverOftenItComes() {
    CallEvent started = event("17", "a", CALL_STARTED);
    record(this::assemble, started, started, event("17", "b", LEG_RINGING), started);
    record(this::assemble, started, event("17", "c", CALL_ENDED), event("17", "c", CALL_ENDED));

    assertThat(histories.getLast().events())
        .extracting(CallEvent::id)
        .containsExactly("a", "b", "c");
  }

  @Test
  void assemblesNothingOfWhatIsKnownButTellsIt() {
    CallEvent started = event("17", "a", CALL_STARTED);
    List<Call> first = record(this::assemble, started);
    List<Call> again = record(this::assemble, started, started);

    assertThat(histories).hasSize(1);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void tellsEachTouchedCallOnceInTheOrderOfTheBatch() {
    List<Call> calls =
        record(
            this::assemble,
            event("2", "a", CALL_STARTED),
            event("1", "b", CALL_STARTED),
            event("2", "c", LEG_RINGING),
            event("3", "d", CALL_STARTED));

    assertThat(calls).extracting(Call::key).containsExactly(key("2"), key("1"), key("3"));
    assertThat(calls).extracting(Call::events).containsExactly(2, 1, 1);
  }

  @Test
  void recordsNothingOfNothing() {
    StepVerifier.create(store().calls().record(List.of(), this::assemble))
        .expectNext(List.of())
        .verifyComplete();
  }

  @Test
  void storesNothingWhenTheAssemblyFails() {
    RuntimeException fault = new IllegalArgumentException("a fault of the assembly");
    StepVerifier.create(
            store()
                .calls()
                .record(
                    List.of(event("1", "a", CALL_STARTED), event("2", "b", CALL_STARTED)),
                    history -> {
                      if (history.key().equals(key("2"))) {
                        throw fault;
                      }
                      return Samples.assembled(history, List.of(notice("first")));
                    }))
        .verifyErrorMatches(failure -> failure.equals(fault));

    assertThat(now(store().calls().find(List.of(key("1"), key("2"))))).isEmpty();
    assertThat(claim(NOW)).isEmpty();
  }

  @Test
  void plansEachDeliveryOnceAndTellsWhatWasPlanned() {
    plan("17", notice("one"), notice("two"), notice("one"));
    record(
        history -> {
          histories.add(history);
          return Samples.assembled(history, List.of(notice("two"), notice("three")));
        },
        event("17", "more", LEG_RINGING));

    assertThat(histories.getLast().planned()).containsExactlyInAnyOrder(CRM + " one", CRM + " two");
    assertThat(deliveries("17")).containsExactly("one", "two", "three");
  }

  private List<String> deliveries(String callId) {
    return now(store().inquiries().call(key(callId))).orElseThrow().deliveries().stream()
        .map(view -> view.name())
        .toList();
  }

  @Test
  void keepsWhateverAVendorSays() {
    for (String callId :
        List.of(
            "Ünïcødé ☎ звонок 🎧",
            "nul\u0000in\u0000it",
            "back\\slash\\u0000",
            "quote'\"{},:%_",
            "half of a pair \ud83d",
            "x".repeat(20_000))) {
      CallEvent started =
          event(callId, "a " + callId, CALL_STARTED).toBuilder()
              .clientPhone(new PhoneNumber("+7\u0000" + callId))
              .digits("0042\u0000")
              .raw(
                  Map.of(
                      "näme\u0000🎧",
                      "välue\u0000🎧",
                      "id",
                      List.of(callId, 1L, true),
                      "deep",
                      nested(1500)))
              .build();
      record(
          history ->
              Samples.assembled(history, List.of(notice("leg/" + callId + "/306/connected"))),
          started);
      ClaimedDelivery claimed = claim(NOW).getFirst();

      assertThat(claimed.callKey()).isEqualTo(key(callId));
      assertThat(claimed.planned().name()).isEqualTo("leg/" + callId + "/306/connected");
      assertThat(claimed.call())
          .isEqualTo(now(store().calls().find(List.of(key(callId)))).getFirst());
      finish(sent(claimed));
      assertThat(record(this::assemble, started)).hasSize(1);
    }
    assertThat(histories).isEmpty();
  }

  private static Object nested(int depth) {
    return depth == 0 ? 1L : List.of(nested(depth - 1));
  }

  @Test
  void recordsABatchWithManyEventsOfOneCall() {
    List<CallEvent> events =
        IntStream.range(0, 300).mapToObj(i -> event("17", "e" + i, LEG_RINGING)).toList();
    List<CallEvent> twice = Stream.concat(events.stream(), events.stream()).toList();

    assertThat(now(store().calls().record(twice, this::assemble)))
        .singleElement()
        .matches(call -> call.events() == 300);
    assertThat(histories).singleElement().matches(history -> history.events().equals(events));
  }

  @Test
  void findsCallsThatAreDueToClose() {
    record(this::assemble, event(key("late"), "a", CALL_STARTED, NOW.plusSeconds(60)));
    record(this::assemble, event(key("early"), "b", CALL_STARTED, NOW));
    record(this::assemble, event(key("over"), "c", CALL_ENDED, NOW.minusSeconds(60)));

    assertThat(due(NOW.plusSeconds(3599))).isEmpty();
    assertThat(due(NOW.plusSeconds(3600))).containsExactly(key("early"));
    assertThat(due(NOW.plusSeconds(9999))).containsExactly(key("early"), key("late"));
    assertThat(now(store().calls().dueToClose(NOW.plusSeconds(9999), 1))).hasSize(1);

    record(this::assemble, event(key("early"), "d", CALL_ENDED, NOW));
    assertThat(due(NOW.plusSeconds(9999))).containsExactly(key("late"));
  }

  private List<CallKey> due(Instant at) {
    return now(store().calls().dueToClose(at, 10)).stream().map(Call::key).toList();
  }

  @Test
  void tiesACallToTheRequestOfACrm() {
    assertThat(now(store().calls().await(ASKED))).isEqualTo(Memory.NEW);
    assertThat(now(store().calls().await(ASKED))).isEqualTo(Memory.KNOWN);
    record(
        history -> {
          histories.add(history);
          AssembledCall call = Samples.assembled(history, List.of(notice("call-started")));
          return new AssembledCall(
              call.call(),
              call.closeAt(),
              call.deliveries(),
              history.awaited().stream().findFirst().orElse(null));
        },
        event("17", "a", CALL_STARTED),
        event("18", "b", CALL_STARTED));

    assertThat(histories)
        .extracting(CallHistory::awaited)
        .containsExactly(List.of(ASKED), List.of());
    assertThat(claim(NOW))
        .extracting(ClaimedDelivery::communicationId)
        .containsExactlyInAnyOrder("c-1", null);
    assertThat(now(store().calls().await(ASKED))).isEqualTo(Memory.KNOWN);
    assertThat(now(store().calls().overdue(NOW.plusSeconds(1), 10))).isEmpty();
  }

  @Test
  void showsACallOnlyTheRequestsForItsIntegrationTheOldestFirst() {
    Origination later = new Origination(CRM, "c-2", ACME, null, null, NOW.plusSeconds(1));
    Origination other = new Origination(CRM, "c-3", new IntegrationId("other"), null, null, NOW);
    now(store().calls().await(later));
    now(store().calls().await(other));
    now(store().calls().await(ASKED));
    record(this::assemble, event("17", "a", CALL_STARTED));

    assertThat(histories.getFirst().awaited()).containsExactly(ASKED, later);
    assertThat(now(store().calls().overdue(NOW.plusSeconds(1), 10)))
        .containsExactlyInAnyOrder(ASKED, other);
  }

  @Test
  void tellsOnceThatACallDidNotComeAbout() {
    now(store().calls().await(ASKED));
    for (int i = 0; i < 2; i++) {
      done(store().calls().giveUp(ASKED, planned("call-failed", Lane.CALL, "call-failed", NOW)));
    }

    List<ClaimedDelivery> claimed = claim(NOW);
    assertThat(claimed).hasSize(1);
    assertThat(claimed.getFirst().call()).isNull();
    assertThat(claimed.getFirst().callKey()).isEqualTo(key("communication-c-1"));
    assertThat(claimed.getFirst().communicationId()).isEqualTo("c-1");
    assertThat(now(store().calls().await(ASKED))).isEqualTo(Memory.KNOWN);
    assertThat(now(store().calls().overdue(NOW.plusSeconds(1), 10))).isEmpty();
    assertThat(now(store().inquiries().call(key("communication-c-1")))).isEmpty();
  }

  @Test
  void doesNotGiveUpWhatACallHasFollowed() {
    now(store().calls().await(ASKED));
    record(
        history -> {
          AssembledCall call = Samples.quiet(history);
          return new AssembledCall(call.call(), null, List.of(), history.awaited().getFirst());
        },
        event("17", "a", CALL_STARTED));
    done(store().calls().giveUp(ASKED, planned("call-failed", Lane.CALL, "call-failed", NOW)));

    assertThat(claim(NOW)).isEmpty();
  }

  @Test
  void givesUpWhatWasNeverAwaited() {
    done(store().calls().giveUp(ASKED, planned("call-failed", Lane.CALL, "call-failed", NOW)));

    assertThat(claimedNames(NOW)).containsExactly("call-failed");
    assertThat(now(store().calls().await(ASKED))).isEqualTo(Memory.KNOWN);
  }

  @Test
  void forgetsWhatIsOverAndOldAndNothingElse() {
    Instant later = NOW.plus(Duration.ofDays(31));
    record(this::assemble, event("over", "a", CALL_ENDED));
    record(this::assemble, event("alive", "b", CALL_STARTED));
    record(
        history -> Samples.assembled(history, List.of(notice("open"))),
        event("open", "c", CALL_ENDED));

    assertThat(now(store().calls().forget(NOW.plus(Duration.ofDays(29)), 10))).isZero();
    assertThat(now(store().calls().forget(later, 10))).isEqualTo(1);
    assertThat(now(store().calls().forget(later, 10))).isZero();
    assertThat(now(store().calls().find(List.of(key("over"), key("alive"), key("open")))))
        .extracting(Call::key)
        .containsExactlyInAnyOrder(key("alive"), key("open"));

    finish(sent(claim(NOW).getFirst()));
    assertThat(now(store().calls().forget(later, 10))).isEqualTo(1);
    assertThat(
            now(store()
                    .inquiries()
                    .deliveries(
                        new DeliveryFilter(null, null, null, null, null, null),
                        new PageRequest(10, null)))
                .items())
        .isEmpty();
  }
}
