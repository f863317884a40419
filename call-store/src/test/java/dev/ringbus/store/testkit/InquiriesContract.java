package dev.ringbus.store.testkit;

import static dev.ringbus.model.CallEventType.CALL_ENDED;
import static dev.ringbus.model.CallEventType.CALL_STARTED;
import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.event;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static dev.ringbus.store.testkit.Samples.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery.Deferred;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.Inquiries.CallFilter;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UnknownPage;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every {@link dev.ringbus.store.Inquiries} does. */
public abstract class InquiriesContract extends StoreUnderTest {

  private static final CallFilter ANY_CALL = new CallFilter(null, null, null, null, null);
  private static final DeliveryFilter ANY = of(null);

  private static DeliveryFilter of(@Nullable DeliveryState state) {
    return new DeliveryFilter(state, null, null, null, null, null);
  }

  private void call(String integration, String callId, Instant startedAt, boolean isOver) {
    CallKey key = new CallKey(new IntegrationId(integration), new CallId(callId));
    record(
        Samples::quiet,
        event(key, callId, isOver ? CALL_ENDED : CALL_STARTED, startedAt).toBuilder()
            .clientPhone(new PhoneNumber("+7903" + callId))
            .build());
  }

  private List<String> found(CallFilter filter) {
    return everything(page -> store().inquiries().calls(filter, page)).stream()
        .map(call -> call.callId().value())
        .toList();
  }

  /** In pages of two. */
  private static <T> List<T> everything(Function<PageRequest, Mono<Page<T>>> ask) {
    List<T> all = new ArrayList<>();
    String after = null;
    do {
      Page<T> page = now(ask.apply(new PageRequest(2, after)));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  @Test
  void findsCallsTheLatestFirst() {
    for (int i = 1; i <= 5; i++) {
      call("acme-uis", "0" + i, NOW.plusSeconds(i), i % 2 == 0);
    }
    call("other", "06", NOW.plusSeconds(3), false);

    assertThat(found(ANY_CALL)).containsExactly("05", "04", "06", "03", "02", "01");
    assertThat(found(new CallFilter(NOW.plusSeconds(2), NOW.plusSeconds(4), null, null, null)))
        .containsExactly("06", "03", "02");
    assertThat(found(new CallFilter(null, null, "+790303", null, null))).containsExactly("03");
    assertThat(found(new CallFilter(null, null, "306", null, "other"))).containsExactly("06");
    assertThat(found(new CallFilter(null, null, "+74952345678", "ended", null)))
        .containsExactly("04", "02");
    assertThat(found(new CallFilter(null, null, null, "ringing", "acme-uis")))
        .containsExactly("05", "03", "01");
    assertThat(found(new CallFilter(null, null, "nobody's", null, null))).isEmpty();
    assertThat(found(new CallFilter(null, null, null, "unheard of", null))).isEmpty();
  }

  @Test
  void refusesAPageThatItNeverGave() {
    PageRequest page = new PageRequest(2, "sesame");
    StepVerifier.create(store().inquiries().calls(ANY_CALL, page)).verifyError(UnknownPage.class);
    StepVerifier.create(store().inquiries().deliveries(ANY, page)).verifyError(UnknownPage.class);
  }

  @Test
  void tellsAllOfOneCall() {
    CallEvent started = event("17", "a", CALL_STARTED);
    List<Call> calls =
        record(history -> Samples.assembled(history, List.of(notice("1"), notice("2"))), started);
    CallDossier dossier = now(store().inquiries().call(key("17"))).orElseThrow();

    assertThat(dossier.call()).isEqualTo(calls.getFirst());
    assertThat(dossier.events()).containsExactly(started);
    assertThat(dossier.deliveries()).extracting(DeliveryView::name).containsExactly("1", "2");
    assertThat(now(store().inquiries().call(key("18")))).isEmpty();
  }

  @Test
  void findsDeliveriesTheLatestFirst() {
    plan("17", notice("1"), notice("2"), planned("3", Lane.CALL, "call-finished", NOW));
    plan("18", new PlannedDelivery("other", "4", Lane.CALL, "call-event", "{}", NOW, null));
    finish(sent(claim(NOW).getFirst()));

    assertThat(names(ANY)).containsExactly("4", "3", "2", "1");
    assertThat(names(of(DeliveryState.SENT))).containsExactly("1");
    assertThat(names(of(DeliveryState.WAITING))).containsExactly("4", "3", "2");
    assertThat(names(new DeliveryFilter(null, "other", null, null, null, null)))
        .containsExactly("4");
    assertThat(names(new DeliveryFilter(null, null, "call-event", key("17"), null, null)))
        .containsExactly("2", "1");
    assertThat(names(new DeliveryFilter(null, null, null, null, NOW, NOW.plusSeconds(1))))
        .hasSize(4);
    assertThat(names(new DeliveryFilter(null, null, null, null, NOW.plusSeconds(1), null)))
        .isEmpty();
    assertThat(names(new DeliveryFilter(null, null, null, null, null, NOW))).isEmpty();
  }

  @Test
  void findsNothingByTextThatNoDatabaseHolds() {
    plan("17", notice("1"));

    for (String text : List.of("\0", "\ud800", "\\", "'")) {
      assertThat(names(new DeliveryFilter(null, text, null, null, null, null))).isEmpty();
      assertThat(names(new DeliveryFilter(null, null, text, null, null, null))).isEmpty();
    }
  }

  private List<String> names(DeliveryFilter filter) {
    return everything(page -> store().inquiries().deliveries(filter, page)).stream()
        .map(DeliveryView::name)
        .toList();
  }

  /** One that is parked, dropped, unknown, sent and waiting each. */
  private List<ClaimedDelivery> oneOfEach() {
    for (String name : List.of("parked", "dropped", "unknown", "sent", "waiting")) {
      plan(
          name,
          new PlannedDelivery(CRM, name, Lane.CALL, "register-call", "{}", NOW, NOW.plusSeconds(1)),
          notice("after " + name));
    }
    List<ClaimedDelivery> claimed = now(store().outbox().claim(CRM, Lane.CALL, 4, NOW, LEASE));
    finish(
        new Parked(claimed.get(0), NOW, "refused"),
        new Dropped(claimed.get(1), NOW, "too late"),
        new Unsettled(claimed.get(2), NOW.plusSeconds(3600), "lost"),
        sent(claimed.get(3)));
    return claimed;
  }

  @Test
  void replaysOneThatIsAtRest() {
    List<ClaimedDelivery> claimed = oneOfEach();
    Instant then = NOW.plusSeconds(5);
    for (int i = 0; i < 3; i++) {
      DeliveryView view = now(store().inquiries().replay(claimed.get(i).id(), then)).orElseThrow();
      assertThat(view)
          .extracting(DeliveryView::state, DeliveryView::attempts, DeliveryView::nextAttemptAt)
          .containsExactly(i < 2 ? DeliveryState.WAITING : DeliveryState.UNKNOWN, 0, then);
      assertThat(view.finishedAt()).isNull();
    }
    assertThat(now(store().inquiries().replay(claimed.get(3).id(), then))).isEmpty();
    assertThat(now(store().inquiries().replay(999_999, then))).isEmpty();

    List<ClaimedDelivery> again = claim(then);
    assertThat(again)
        .extracting(one -> one.planned().name())
        .containsExactlyInAnyOrder("parked", "dropped", "unknown", "after sent", "waiting");
    assertThat(again)
        .filteredOn(one -> one.id() == claimed.getFirst().id())
        .singleElement()
        .matches(one -> one.claim() > claimed.getFirst().claim())
        .matches(one -> one.planned().staleAt() == null);
  }

  @Test
  void replaysAllThatMatch() {
    oneOfEach();
    assertThat(replayAll(new DeliveryFilter(null, "other", null, null, null, null))).isZero();
    assertThat(replayAll(of(DeliveryState.SENT))).isZero();
    assertThat(replayAll(of(DeliveryState.DROPPED))).isEqualTo(1);
    assertThat(replayAll(ANY)).as("the parked and the unknown one").isEqualTo(2);
    assertThat(replayAll(ANY)).as("the unknown one, which is still to be asked about").isEqualTo(1);
  }

  @Test
  void replaysUnknownOnesAlone() {
    oneOfEach();
    assertThat(replayAll(of(DeliveryState.UNKNOWN))).isEqualTo(1);
    assertThat(replayAll(of(DeliveryState.PARKED))).isEqualTo(1);
  }

  @Test
  void remembersForOneAttemptThatAnUnknownOneWasReplayed() {
    plan("17", planned("register", Lane.CALL, Operations.REGISTER_CALL, NOW));
    ClaimedDelivery first = claim(NOW).getFirst();
    assertThat(first.replayed()).isFalse();
    finish(new Unsettled(first, NOW.plusSeconds(3600), "lost"));
    now(store().inquiries().replay(first.id(), NOW));

    ClaimedDelivery released = claim(NOW).getFirst();
    assertThat(released.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(released.replayed()).isTrue();
    finish(new Postponed(released, NOW, "the breaker is open", false, List.of()));
    ClaimedDelivery notAsked = claim(NOW).getFirst();
    assertThat(notAsked.replayed()).isTrue();
    finish(new Unsettled(notAsked, NOW, "503", false));
    now(store().outbox().resume(CRM, NOW.minusSeconds(1)));

    ClaimedDelivery sent = claim(NOW).getFirst();
    assertThat(sent.replayed()).isTrue();
    finish(new Unsettled(sent, NOW, "lost again"));
    assertThat(claim(NOW).getFirst().replayed()).isFalse();
  }

  @Test
  void forgetsThatOneWasReplayedWithTheProcessThatHasClaimedIt() {
    plan("17", planned("register", Lane.CALL, Operations.REGISTER_CALL, NOW));
    ClaimedDelivery claimed = claim(NOW).getFirst();
    finish(new Unsettled(claimed, NOW.plusSeconds(3600), "lost"));
    now(store().inquiries().replay(claimed.id(), NOW));

    assertThat(claim(NOW).getFirst().replayed()).isTrue();
    assertThat(claim(NOW.plus(LEASE)).getFirst())
        .matches(again -> again.state() == DeliveryState.UNKNOWN)
        .matches(again -> !again.replayed(), "it may have been sent");
  }

  private long replayAll(DeliveryFilter filter) {
    return now(store().inquiries().replayAll(filter, NOW.plusSeconds(5)));
  }

  @Test
  void tellsHowWorkspacesDo() {
    assertThat(now(store().inquiries().workspaces(NOW))).isEmpty();
    oneOfEach();
    WorkspaceReport old = report("idle", "a", NOW, "closed", null);
    WorkspaceReport latest = report("idle", "a", NOW.plusSeconds(1), "open", "no connection");
    WorkspaceReport another = report("idle", "b", NOW, "half-open", null);
    done(store().inquiries().report(old));
    done(store().inquiries().report(latest));
    done(store().inquiries().report(another));
    List<WorkspaceView> views = now(store().inquiries().workspaces(NOW.plusSeconds(7)));

    assertThat(views)
        .containsExactly(
            new WorkspaceView(
                CRM,
                Duration.ofSeconds(7),
                Map.of(
                    DeliveryState.PARKED, 1L,
                    DeliveryState.DROPPED, 1L,
                    DeliveryState.UNKNOWN, 1L,
                    DeliveryState.WAITING, 6L),
                List.of()),
            new WorkspaceView("idle", null, Map.of(), List.of(latest, another)));
  }

  @Test
  void hasNoLagWhereNothingIsDue() {
    plan("17", planned("later", Lane.CALL, "register-call", NOW.plusSeconds(30)));

    assertThat(now(store().inquiries().workspaces(NOW)))
        .singleElement()
        .matches(view -> view.lag() == null)
        .matches(view -> view.counts().equals(Map.of(DeliveryState.WAITING, 1L)));
  }

  @Test
  void countsLagFromWhenADeliveryFirstFellDue() {
    plan("17", notice("1"));
    finish(new Postponed(claim(NOW).getFirst(), NOW.plusSeconds(10), "503", true, List.of()));
    assertThat(lag(NOW.plusSeconds(9))).isEqualTo(Duration.ofSeconds(9));

    Instant then = NOW.plusSeconds(10);
    ClaimedDelivery again = claim(then).getFirst();
    assertThat(lag(then)).as("while it is being sent").isEqualTo(Duration.ofSeconds(10));
    finish(new Postponed(again, then.plusSeconds(3600), "the breaker is open", false, List.of()));
    assertThat(lag(then)).isEqualTo(Duration.ofSeconds(10));
    finish(sent(claim(then.plusSeconds(3600)).getFirst()));
    assertThat(lag(then.plusSeconds(3600))).isNull();
  }

  @Test
  void countsNoLagWhileARecordingIsNotThere() {
    plan("17", planned("upload", Lane.FILES, Operations.UPLOAD, NOW));
    Instant later = NOW.plusSeconds(600);
    finish(new Deferred(claimFiles(NOW).getFirst(), later, "not there yet"));
    assertThat(lag(later.minusSeconds(1))).isNull();

    finish(new Postponed(claimFiles(later).getFirst(), later, "503", true, List.of()));
    assertThat(lag(later.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void countsLagFromWhenARegistrationNeedNotWaitAnyLonger() {
    Instant later = NOW.plusSeconds(30);
    plan(
        "17",
        planned("register-call", Lane.CALL, Operations.REGISTER_CALL, later),
        planned("upload", Lane.FILES, Operations.UPLOAD, NOW));
    finish(new Parked(claimFiles(NOW).getFirst(), NOW.plusSeconds(1), "too large"));

    assertThat(lag(NOW.plusSeconds(8))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void countsLagOfWhatIsReplayedFromThen() {
    plan("17", notice("1"));
    ClaimedDelivery claimed = claim(NOW).getFirst();
    finish(new Parked(claimed, NOW, "refused"));
    Instant then = NOW.plusSeconds(86_400);
    now(store().inquiries().replay(claimed.id(), then));

    assertThat(lag(then.plusSeconds(2))).isEqualTo(Duration.ofSeconds(2));
  }

  private @Nullable Duration lag(Instant at) {
    return now(store().inquiries().workspaces(at)).stream()
        .filter(view -> view.crm().equals(CRM))
        .map(WorkspaceView::lag)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static WorkspaceReport report(
      String crm, String instance, Instant at, String breaker, @Nullable String lastFailure) {
    return new WorkspaceReport(
        crm, instance, at, breaker, 12.5, 3, NOW, lastFailure == null ? null : NOW, lastFailure);
  }
}
