package dev.ringbus.store.testkit;

import static dev.ringbus.model.CallEventType.CALL_STARTED;
import static dev.ringbus.model.CallEventType.LEG_RINGING;
import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.event;
import static dev.ringbus.store.testkit.Samples.file;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static dev.ringbus.store.testkit.Samples.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery.CutOff;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UploadedFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ringbus.store.Outbox} does. */
public abstract class OutboxContract extends StoreUnderTest {

  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Instant EXPIRED = NOW.plus(LEASE);

  private static final PlannedDelivery REGISTER =
      planned("register-call", Lane.CALL, Operations.REGISTER_CALL, LATER);

  private static final PlannedDelivery END =
      planned("end-requests", Lane.CALL, "end-requests", NOW);

  private static PlannedDelivery upload(String url) {
    return planned("upload/" + url, Lane.FILES, Operations.UPLOAD, NOW);
  }

  private static PlannedDelivery attachment(String url) {
    return planned("call-recording/" + url, Lane.CALL, Operations.CALL_RECORDING, NOW);
  }

  private static Uploaded uploaded(ClaimedDelivery claimed, String url) {
    return new Uploaded(claimed, NOW, file(url, "id of " + url), null, attachment(url));
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

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
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
  void remembersFilesAndWhetherTheyAreAttached() {
    plan("17", notice("1"), notice("2"), upload("a"), upload("b"));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    finish(uploaded(claimFiles(NOW).getFirst(), "b"));
    ClaimedDelivery first = claim(NOW).getFirst();
    assertThat(first.files()).containsExactlyInAnyOrder(file("a", "id of a"), file("b", "id of b"));

    finish(new Sent(first, NOW, null, List.of("a", "unheard of"), null, List.of()));
    assertThat(claim(NOW).getFirst().files())
        .extracting(UploadedFile::url, UploadedFile::attached)
        .containsExactlyInAnyOrder(tuple("a", true), tuple("b", false));
  }

  @Test
  void replacesAFileThatIsUploadedAgain() {
    plan("17", upload("a"), planned("upload/a/2", Lane.FILES, Operations.UPLOAD, NOW), notice("1"));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    ClaimedDelivery again = claimFiles(NOW).getFirst();
    finish(new Uploaded(again, NOW, file("a", "another id"), null, attachment("a")));

    assertThat(claim(NOW).getFirst().files()).containsExactly(file("a", "another id"));
  }

  @Test
  void registersWhenTheLastUploadIsThere() {
    plan("17", REGISTER, upload("a"), upload("b"));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    assertThat(claim(NOW)).isEmpty();
    finish(uploaded(claimFiles(NOW).getFirst(), "b"));

    ClaimedDelivery register = claim(NOW).getFirst();
    assertThat(register.planned().operation()).isEqualTo(Operations.REGISTER_CALL);
    assertThat(register.files()).hasSize(2);
    assertThat(views()).hasSize(3);
  }

  @Test
  void registersWhenTheLastUploadIsParked() {
    plan("17", REGISTER, upload("a"));
    finish(new Parked(claimFiles(NOW).getFirst(), NOW, "too large"));

    assertThat(claimedNames(NOW)).containsExactly("register-call");
  }

  @Test
  void doesNotHurryARegistrationThatWasTried() {
    plan("17", planned("register-call", Lane.CALL, Operations.REGISTER_CALL, NOW), upload("a"));
    finish(new Postponed(claim(NOW).getFirst(), LATER, "503", true, List.of()));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));

    assertThat(claim(NOW)).isEmpty();
    assertThat(claim(LATER).getFirst().files()).hasSize(1);
    assertThat(views()).hasSize(2);
  }

  @Test
  void attachesAFileThatCameAfterItsRegistrationWasClaimed() {
    plan("17", REGISTER, upload("a"), upload("b"));
    ClaimedDelivery register = claim(LATER).getFirst();
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    finish(sent(register));
    finish(uploaded(claimFiles(NOW).getFirst(), "b"));

    for (String name : List.of("call-recording/a", "call-recording/b")) {
      ClaimedDelivery attach = claim(NOW).getFirst();
      assertThat(attach.planned().name()).isEqualTo(name);
      finish(sent(attach));
    }
  }

  @Test
  void resumesWhatWaitsOrIsParked() {
    plan("1", notice("waits"));
    plan("2", notice("parked"), notice("behind it"));
    plan("3", notice("dropped"));
    plan("4", notice("due"));
    plan("5", planned("unknown", Lane.CALL, Operations.REGISTER_CALL, NOW));
    plan("6", REGISTER);
    List<ClaimedDelivery> claimed = claim(NOW);
    finish(
        new Postponed(claimed.get(0), LATER, "503", true, List.of()),
        new Parked(claimed.get(1), NOW, "refused"),
        new Dropped(claimed.get(2), NOW, "too late"),
        new Postponed(claimed.get(3), NOW, "503", true, List.of()),
        new Unsettled(claimed.get(4), LATER, "lost"));

    assertThat(now(store().outbox().resume(CRM, NOW.plusSeconds(1)))).isEqualTo(3);
    assertThat(claim(NOW.plusSeconds(1)))
        .extracting(one -> one.planned().name(), ClaimedDelivery::attempts, ClaimedDelivery::state)
        .containsExactlyInAnyOrder(
            tuple("waits", 0, DeliveryState.WAITING),
            tuple("parked", 0, DeliveryState.WAITING),
            tuple("due", 1, DeliveryState.WAITING),
            tuple("unknown", 0, DeliveryState.UNKNOWN));
  }

  @Test
  void doesNotResumeInFrontOfWhatIsBeingSent() {
    plan("17", notice("1"), notice("2"));
    finish(new Parked(claim(NOW).getFirst(), NOW, "refused"));
    ClaimedDelivery second = claim(NOW).getFirst();
    now(store().outbox().resume(CRM, NOW));

    assertThat(claim(NOW)).isEmpty();
    finish(new Postponed(second, NOW, "503", true, List.of()));
    assertThat(claimedNames(NOW)).containsExactly("1");
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

  @Test
  void dropsWhatIsOpenOfACallThatAWorkspaceIsToldNothingMoreOf() {
    plan("17", notice("1"), notice("2"), upload("a"), inAnother("3"));
    plan("18", notice("4"), inAnother("5"));
    List<ClaimedDelivery> first = claim(NOW);
    finish(new CutOff(first.get(0), NOW, "500", true, END), sent(first.get(1)));

    assertThat(claim(NOW)).isEmpty();
    assertThat(claimFiles(NOW)).isEmpty();
    assertThat(now(store().outbox().claim("another", Lane.CALL, 10, NOW, LEASE))).hasSize(2);
    assertThat(views())
        .extracting(DeliveryView::name, DeliveryView::state, DeliveryView::reason)
        .contains(
            tuple("1", DeliveryState.DROPPED, "500"),
            tuple("2", DeliveryState.DROPPED, "500"),
            tuple("upload/a", DeliveryState.DROPPED, "500"),
            tuple("end-requests", DeliveryState.DROPPED, "500"));
    assertThat(plannedOf("17")).contains(END.key());
  }

  @Test
  void losesTheClaimOfACallThatIsCutOffMeanwhile() {
    plan("17", notice("1"), notice("2"));
    ClaimedDelivery first = claim(NOW).getFirst();
    done(store().outbox().cutOff(key("17"), END, NOW, "500"));
    done(store().outbox().cutOff(key("17"), END, NOW, "once more"));
    finish(new Postponed(first, NOW, "503", true, List.of()));

    assertThat(claim(NOW)).isEmpty();
    assertThat(views())
        .allMatch(one -> one.state() == DeliveryState.DROPPED && "500".equals(one.reason()));
  }

  @Test
  void remembersThatACallIsCutOffBeforeAnythingIsKnownOfIt() {
    done(store().outbox().cutOff(key("17"), END, NOW, "500"));

    assertThat(plannedOf("17")).containsExactly(END.key());
  }

  private static PlannedDelivery inAnother(String name) {
    return new PlannedDelivery("another", name, Lane.CALL, "call-event", "{}", NOW, null);
  }

  /** What an assembly is told of the deliveries of a call. */
  private Set<String> plannedOf(String call) {
    AtomicReference<Set<String>> planned = new AtomicReference<>(Set.of());
    record(
        history -> {
          planned.set(history.planned());
          return Samples.assembled(history, List.of());
        },
        event(call, "another", CALL_STARTED));
    return planned.get();
  }
}
