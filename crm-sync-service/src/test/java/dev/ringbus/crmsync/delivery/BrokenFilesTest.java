package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.URL;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.notice;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static dev.ringbus.crmsync.delivery.DeliverySamples.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.store.DeliveryState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** A CRM that takes all but recordings is told all but recordings. */
class BrokenFilesTest extends RecordingsFixture {

  private static final int OTHERS = 60;

  static Stream<CrmFailure> failures() {
    return Stream.of(
        ScriptedCrm.down(),
        new CrmFailure.Transient("429", Effect.NONE, Duration.ZERO, null),
        new CrmFailure.Transient("429", Effect.NONE, Duration.ofMinutes(4), null),
        new CrmFailure.Unauthorized("the access key was refused"));
  }

  private Condition last() {
    return bench.conditions.getLast();
  }

  /** Of calls that nobody waits for. */
  private void uploadsOfOthers() {
    for (int number = 100; number < 100 + OTHERS; number++) {
      bench.plan(call(number), List.of(upload(URL)));
    }
  }

  /** Of calls that are registered already when their recordings come. */
  private void attachmentsOfOthers() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofMillis(100));
    for (int number = 100; number < 100 + OTHERS; number++) {
      bench.plan(call(number), List.of(registration(CRM, bench.now())));
    }
    bench.pass(Duration.ofSeconds(1));
    uploadsOfOthers();
  }

  private void tellsACallAtOnce() {
    bench.plan(call, whole(CRM, call, bench.now(), bench.now().plusSeconds(60)));
    bench.pass(Duration.ofMillis(500));
    assertThat(crm.taken(call))
        .containsExactly(
            "call-started", "appeared", "connected", "finished", "call-finished", "register-call");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsNoticesAndRegistrationsWhileUploadsFail(CrmFailure failure) {
    bench.recordings = _ -> Mono.error(failure);
    bench.dispatch(CRM, crm);
    uploadsOfOthers();
    bench.pass(Duration.ofSeconds(5));

    tellsACallAtOnce();
    assertThat(last().breaker()).isEqualTo(State.CLOSED);
    assertThat(last().recordings()).isNotEqualTo(State.CLOSED);
    assertThat(last().lastFailure())
        .startsWith("it is given no recording")
        .endsWith(failure.getMessage());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsNoticesAndRegistrationsWhileNoRecordingCanBeAttached(CrmFailure failure) {
    crm.goes(operation ->
        ScriptedCrm.name(operation).equals("call-recording")
            ? new Turn.Fail(failure)
            : new Turn.Take());
    bench.dispatch(CRM, crm);
    attachmentsOfOthers();
    bench.pass(Duration.ofSeconds(5));

    tellsACallAtOnce();
    assertThat(last().breaker()).isEqualTo(State.CLOSED);
    assertThat(last().recordings()).isNotEqualTo(State.CLOSED);
  }

  @Test
  void tellsNoticesWhileAttachmentsAreNotAnswered() {
    crm.goes(operation ->
        ScriptedCrm.name(operation).equals("call-recording")
            ? new Turn.NeverAnswer()
            : new Turn.Take());
    bench.dispatch(CRM, crm);
    attachmentsOfOthers();
    bench.pass(Duration.ofSeconds(3));

    assertThat(crm.atOnce()).isEqualTo(8);
    tellsACallAtOnce();
  }

  @Test
  void givesAllRecordingsWhenTheyAreTakenAgain() {
    bench.recordings = _ -> Mono.error(ScriptedCrm.down());
    bench.dispatch(CRM, crm);
    for (int number = 100; number < 100 + OTHERS; number++) {
      bench.plan(call(number), List.of(upload(URL), registration(CRM, bench.now())));
    }
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(OTHERS);

    bench.recordings = claimed -> bringAfter(claimed, Duration.ofMillis(100));
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(3 * OTHERS);
    assertThat(last().recordings()).isEqualTo(State.CLOSED);
    assertThat(crm.violations).isEmpty();
  }

  @Test
  void leavesAWorkspaceAloneWithItsRecordingsWhileItAnswersNothing() {
    crm.goes(_ -> new Turn.Fail(ScriptedCrm.down()));
    bench.recordings =
        claimed -> {
          brought.add(claimed.planned().name());
          return Mono.error(ScriptedCrm.down());
        };
    bench.dispatch(CRM, crm);
    for (int number = 0; number < 20; number++) {
      bench.plan(call(number), List.of(registration(CRM, bench.now())));
    }
    bench.pass(Duration.ofMinutes(2));
    assertThat(last().breaker()).isNotEqualTo(State.CLOSED);
    uploadsOfOthers();
    bench.pass(Duration.ofMinutes(2));

    // Each half minute or so one recording and one operation find out whether it is back.
    assertThat(brought).hasSizeBetween(1, 20);
    assertThat(last().lastFailure()).isEqualTo("503");
  }

  @Test
  void findsOutWithARecordingWhetherAWorkspaceIsBack() {
    crm.goes(_ -> new Turn.Fail(ScriptedCrm.down()));
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofMillis(100));
    bench.dispatch(CRM, crm);
    for (int number = 0; number < 6; number++) {
      bench.plan(call(number), List.of(notice(CRM, bench.now(), bench.now().plusSeconds(1))));
    }
    bench.pass(Duration.ofMillis(500));
    assertThat(last().breaker()).isEqualTo(State.OPEN);
    bench.pass(Duration.ofMinutes(2));
    uploadsOfOthers();
    bench.pass(Duration.ofMinutes(1));

    assertThat(last().breaker()).isEqualTo(State.CLOSED);
    assertThat(brought).hasSize(OTHERS);
  }
}
