package dev.ringbus.store.testkit;

import static dev.ringbus.model.CallEventType.CALL_STARTED;
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
import dev.ringbus.store.FinishedDelivery.CutOff;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.ringbus.store.Outbox} does when somebody intervenes: sends again, or ends.
 */
public abstract class OutboxEndsContract extends StoreUnderTest {

  private static final Instant LATER = NOW.plusSeconds(60);

  private static final PlannedDelivery REGISTER =
      planned("register-call", Lane.CALL, Operations.REGISTER_CALL, LATER);

  private static final PlannedDelivery END = planned("end-requests", Lane.HUB, "end-requests", NOW);

  private static PlannedDelivery upload(String url) {
    return planned("upload/" + url, Lane.FILES, Operations.UPLOAD, NOW);
  }

  private List<DeliveryView> views() {
    return now(store().inquiries().call(key("17"))).orElseThrow().deliveries();
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
            tuple("end-requests", DeliveryState.WAITING, null));
    assertThat(plannedOf("17")).contains(END.key());
    assertThat(now(store().outbox().claim(CRM, Lane.HUB, 10, NOW, LEASE)))
        .extracting(one -> one.planned().name())
        .containsExactly("end-requests");
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

  private DeliveryView view(String name) {
    return views().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void countsAsSentWhatAWorkspaceWasToldByAnotherWay() {
    plan("17", planned("1", Lane.CALL, "tell-event", LATER), notice("2"));
    done(store().outbox().told(key("17"), notice("1"), NOW, "c-1", "routing told it"));

    assertThat(view("1"))
        .extracting(DeliveryView::state, DeliveryView::reason)
        .containsExactly(DeliveryState.SENT, "routing told it");
    ClaimedDelivery next = claim(NOW).getFirst();
    assertThat(next.planned().name()).isEqualTo("2");
    assertThat(next.communicationId()).isEqualTo("c-1");
    finish(new Parked(next, NOW, "refused"));
    done(store().outbox().told(key("17"), notice("2"), NOW, "c-1", "too late"));
    assertThat(view("2").state()).isEqualTo(DeliveryState.PARKED);
  }

  @Test
  void plansNothingThatAWorkspaceWasToldBeforeItWasKnown() {
    done(store().outbox().told(key("17"), notice("1"), NOW, "c-1", "routing told it"));
    plan("17", notice("1"), notice("2"));

    assertThat(claimedNames(NOW)).containsExactly("2");
  }

  @Test
  void losesTheClaimOfWhatWasToldMeanwhile() {
    plan("17", notice("1"));
    ClaimedDelivery claimed = claim(NOW).getFirst();
    done(store().outbox().told(key("17"), notice("1"), NOW, "c-1", "routing told it"));
    finish(new Postponed(claimed, NOW, "503", true, List.of()));

    assertThat(claim(NOW)).isEmpty();
  }

  @Test
  void makesDueWhatWaitsForItsFirstAttempt() {
    plan("17", planned("1", Lane.CALL, "tell-event", LATER));
    done(store().outbox().makeDue(key("17"), CRM, "1", NOW));
    ClaimedDelivery claimed = claim(NOW).getFirst();
    finish(new Postponed(claimed, LATER, "503", true, List.of()));
    done(store().outbox().makeDue(key("17"), CRM, "1", NOW));
    assertThat(claim(NOW)).isEmpty();

    done(store().outbox().makeDue(key("17"), CRM, "unheard of", NOW));
    done(store().outbox().makeDue(key("99"), CRM, "1", NOW));
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
