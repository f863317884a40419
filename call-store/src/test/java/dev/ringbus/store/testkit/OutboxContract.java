package dev.ringbus.store.testkit;

import static dev.ringbus.model.CallEventType.CALL_STARTED;
import static dev.ringbus.model.CallEventType.LEG_RINGING;
import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.event;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static dev.ringbus.store.testkit.Samples.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ringbus.store.Outbox} does. */
public abstract class OutboxContract extends StoreUnderTest {

  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Instant EXPIRED = NOW.plus(LEASE);

  private static final PlannedDelivery REGISTER =
      planned("register-call", Lane.CALL, Operations.REGISTER_CALL, LATER);

  private static PlannedDelivery upload(String url) {
    return planned("upload/" + url, Lane.FILES, Operations.UPLOAD, NOW);
  }

  @Test
  void claimsWhatWasPlannedWithWhatIsKnownOfTheCall() {
    plan("17", new PlannedDelivery(CRM, "one", Lane.CALL, "call-event", "{}", NOW, LATER));
    ClaimedDelivery claimed = claim(NOW).getFirst();

    assertThat(claimed.planned())
        .isEqualTo(new PlannedDelivery(CRM, "one", Lane.CALL, "call-event", "{}", NOW, LATER));
    assertThat(claimed.callKey()).isEqualTo(key("17"));
    assertThat(claimed.call()).isEqualTo(now(store().calls().find(List.of(key("17")))).getFirst());
    assertThat(claimed.crm()).isEqualTo(CRM);
    assertThat(claimed.communicationId()).isNull();
    assertThat(claimed.attempts()).isZero();
    assertThat(claimed.state()).isEqualTo(DeliveryState.WAITING);
    assertThat(claimed.createdAt()).isEqualTo(NOW);
    assertThat(claimed.files()).isEmpty();
  }

  @Test
  void claimsOfEachCallAndLaneTheFirstAlone() {
    plan("17", notice("17/1"), upload("a"), notice("17/2"), upload("b"));
    plan("18", notice("18/1"), notice("18/2"));

    assertThat(claimedNames(NOW)).containsExactly("17/1", "18/1");
    assertThat(claimedNames(NOW)).isEmpty();
    assertThat(claimFiles(NOW)).extracting(one -> one.planned().name()).containsExactly("upload/a");
    assertThat(now(store().outbox().claim("another", Lane.CALL, 10, NOW, LEASE))).isEmpty();
  }

  @Test
  void goesOnInTheOrderOfPlanning() {
    plan("17", notice("1"), notice("2"));
    record(
        history -> Samples.assembled(history, List.of(notice("3"))),
        event("17", "more", LEG_RINGING));
    for (String name : List.of("1", "2", "3")) {
      ClaimedDelivery claimed = claim(NOW).getFirst();
      assertThat(claimed.planned().name()).isEqualTo(name);
      finish(sent(claimed));
    }
    assertThat(claim(NOW)).isEmpty();
  }

  @Test
  void claimsTheLongestDueFirstAndNoMoreThanAskedFor() {
    plan("1", planned("late", Lane.CALL, "call-event", NOW));
    plan("2", planned("early", Lane.CALL, "call-event", NOW.minusSeconds(5)));
    plan("3", planned("future", Lane.CALL, "call-event", NOW.plusMillis(1)));

    assertThat(now(store().outbox().claim(CRM, Lane.CALL, 1, NOW, LEASE)))
        .extracting(one -> one.planned().name())
        .containsExactly("early");
    assertThat(claimedNames(NOW)).containsExactly("late");
    assertThat(claimedNames(NOW.plusMillis(1))).containsExactly("future");
  }

  @Test
  void waitsForTheFirstOfALaneThoughTheNextIsDue() {
    plan("17", REGISTER, notice("after"));

    assertThat(claim(NOW)).isEmpty();
    assertThat(nextDue()).contains(LATER);
    assertThat(claimedNames(LATER)).containsExactly("register-call");
  }

  private Optional<Instant> nextDue() {
    return now(store().outbox().nextDue(CRM, Lane.CALL));
  }

  @Test
  void knowsWhenTheNextFallsDue() {
    assertThat(nextDue()).isEmpty();
    plan("17", notice("1"), planned("2", Lane.CALL, "call-event", LATER));
    assertThat(nextDue()).contains(NOW);

    ClaimedDelivery claimed = claim(NOW).getFirst();
    assertThat(nextDue()).contains(EXPIRED);
    assertThat(now(store().outbox().nextDue(CRM, Lane.FILES))).isEmpty();
    finish(sent(claimed));
    assertThat(nextDue()).contains(LATER);
  }

  @Test
  void givesAwayAClaimThatRanOut() {
    plan("17", notice("notice"));
    plan("18", planned("register", Lane.CALL, Operations.REGISTER_CALL, NOW));
    plan("19", planned("attach", Lane.CALL, Operations.CALL_RECORDING, NOW));
    List<ClaimedDelivery> first = claim(NOW);
    assertThat(claim(EXPIRED.minusMillis(1))).isEmpty();
    List<ClaimedDelivery> second = claim(EXPIRED);

    assertThat(first).extracting(ClaimedDelivery::state).containsOnly(DeliveryState.WAITING);
    assertThat(second)
        .extracting(one -> one.planned().name(), ClaimedDelivery::state, ClaimedDelivery::attempts)
        .containsExactlyInAnyOrder(
            tuple("notice", DeliveryState.WAITING, 1),
            tuple("register", DeliveryState.UNKNOWN, 1),
            tuple("attach", DeliveryState.UNKNOWN, 1));
    for (int i = 0; i < 3; i++) {
      assertThat(second.get(i).id()).isEqualTo(first.get(i).id());
      assertThat(second.get(i).claim()).isGreaterThan(first.get(i).claim());
    }
  }

  @Test
  void leavesALostClaimAlone() {
    plan("17", notice("1"), notice("2"));
    ClaimedDelivery lost = claim(NOW).getFirst();
    ClaimedDelivery held = claim(EXPIRED).getFirst();
    finish(new Sent(lost, NOW, "c-1", List.of(), null, List.of(notice("next"))));
    done(store().outbox().extend(List.of(lost), EXPIRED.plusSeconds(999)));

    assertThat(view("1").state()).isEqualTo(DeliveryState.SENDING);
    assertThat(nextDue()).contains(EXPIRED.plus(LEASE));
    assertThat(views()).extracting(DeliveryView::name).doesNotContain("next");
    finish(sent(held), sent(held), sent(lost));
    assertThat(claim(EXPIRED).getFirst().planned().name()).isEqualTo("2");
  }

  private List<DeliveryView> views() {
    return now(store().inquiries().call(key("17"))).orElseThrow().deliveries();
  }

  private DeliveryView view(String name) {
    return views().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void holdsAClaimForLonger() {
    plan("17", notice("1"));
    ClaimedDelivery claimed = claim(NOW).getFirst();
    done(store().outbox().extend(List.of(claimed), EXPIRED.plusSeconds(60)));

    assertThat(claim(EXPIRED)).isEmpty();
    assertThat(claim(EXPIRED.plusSeconds(60))).hasSize(1);
  }

  @Test
  void triesAgainWhatWasPostponed() {
    plan("17", notice("1"), notice("2"));
    finish(new Postponed(claim(NOW).getFirst(), LATER, "503", true, List.of()));

    assertThat(view("1"))
        .extracting(
            DeliveryView::state,
            DeliveryView::attempts,
            DeliveryView::reason,
            DeliveryView::nextAttemptAt)
        .containsExactly(DeliveryState.WAITING, 1, "503", LATER);
    assertThat(claim(NOW)).isEmpty();
    ClaimedDelivery again = claim(LATER).getFirst();
    assertThat(again.attempts()).isEqualTo(1);
    finish(new Postponed(again, LATER, "not now", false, List.of()));
    assertThat(claim(LATER).getFirst().attempts()).isEqualTo(1);
  }

  @Test
  void sendsFirstWhatAPostponedDeliveryNeeds() {
    plan("17", notice("1"), notice("2"), notice("3"));
    finish(sent(claim(NOW).getFirst()));
    finish(
        new Postponed(
            claim(NOW).getFirst(),
            NOW,
            "not yet known",
            false,
            List.of(notice("1/2"), notice("2"), notice("1/3"), upload("a"))));

    for (String name : List.of("1/2", "1/3", "2", "3")) {
      ClaimedDelivery claimed = claim(NOW).getFirst();
      assertThat(claimed.planned().name()).isEqualTo(name);
      finish(sent(claimed));
    }
    assertThat(claimFiles(NOW)).hasSize(1);
  }

  @Test
  void keepsWhatIsUnknownUnknownUntilItIsSettled() {
    plan("17", planned("register", Lane.CALL, Operations.REGISTER_CALL, NOW), notice("after"));
    finish(new Unsettled(claim(NOW).getFirst(), LATER, "the answer was lost"));

    assertThat(view("register").state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(claim(NOW)).isEmpty();
    ClaimedDelivery unknown = claim(LATER).getFirst();
    assertThat(unknown.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(unknown.attempts()).isEqualTo(1);
    finish(new Postponed(unknown, LATER, "the breaker is open", false, List.of()));
    assertThat(view("register").state()).isEqualTo(DeliveryState.UNKNOWN);
    finish(new Postponed(claim(LATER).getFirst(), LATER, "not taken", true, List.of()));
    assertThat(claim(LATER).getFirst().state()).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void isHeldUpByNothingThatWasParkedOrDropped() {
    plan("17", notice("1"), notice("2"), notice("3"));
    finish(new Parked(claim(NOW).getFirst(), NOW, "refused"));
    finish(new Dropped(claim(NOW).getFirst(), NOW, "too late"));

    assertThat(claimedNames(NOW)).containsExactly("3");
    assertThat(view("1"))
        .extracting(
            DeliveryView::state,
            DeliveryView::attempts,
            DeliveryView::reason,
            DeliveryView::finishedAt)
        .containsExactly(DeliveryState.PARKED, 1, "refused", NOW);
    assertThat(view("2"))
        .extracting(DeliveryView::state, DeliveryView::attempts, DeliveryView::reason)
        .containsExactly(DeliveryState.DROPPED, 0, "too late");
  }

  @Test
  void remembersWhatTheCrmCallsTheCall() {
    plan("17", notice("1"), notice("2"), notice("3"));
    finish(new Sent(claim(NOW).getFirst(), NOW, "c-1", List.of(), "a remark", List.of()));
    ClaimedDelivery second = claim(NOW).getFirst();
    assertThat(second.communicationId()).isEqualTo("c-1");
    assertThat(view("1").reason()).isEqualTo("a remark");

    finish(new Sent(second, NOW, "c-2", List.of(), null, List.of(notice("4"), notice("3"))));
    ClaimedDelivery third = claim(NOW).getFirst();
    assertThat(third.communicationId()).isEqualTo("c-2");
    finish(sent(third));
    assertThat(claim(NOW).getFirst().communicationId()).isEqualTo("c-2");
    assertThat(views()).extracting(DeliveryView::name).containsExactly("1", "2", "3", "4");
  }

  @Test
  void finishesManyAtOnce() {
    for (int call = 0; call < 50; call++) {
      plan("call " + call, notice("1"), notice("2"));
    }
    for (String name : List.of("1", "2")) {
      List<ClaimedDelivery> claimed = claim(NOW);
      assertThat(claimed).hasSize(50).allMatch(one -> one.planned().name().equals(name));
      done(
          store()
              .outbox()
              .finish(List.copyOf(claimed.stream().map(StoreUnderTest::sent).toList())));
    }
    assertThat(claim(NOW)).isEmpty();
    assertThat(nextDue()).isEmpty();
  }

  @Test
  void plansNothingAnewWhenEventsComeAgain() {
    plan("17", notice("1"));
    finish(sent(claim(NOW).getFirst()));
    record(
        history -> Samples.assembled(history, List.of(notice("1"))),
        event("17", "more", CALL_STARTED));

    assertThat(claim(NOW)).isEmpty();
  }
}
