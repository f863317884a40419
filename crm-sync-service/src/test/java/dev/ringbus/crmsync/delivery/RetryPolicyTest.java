package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.NOW;
import static dev.ringbus.crmsync.delivery.DeliverySamples.URL;
import static dev.ringbus.crmsync.delivery.DeliverySamples.attempt;
import static dev.ringbus.crmsync.delivery.DeliverySamples.claimed;
import static dev.ringbus.crmsync.delivery.DeliverySamples.file;
import static dev.ringbus.crmsync.delivery.DeliverySamples.notice;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.NotYetKnown;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.delivery.Memories.RefusedFiles;
import dev.ringbus.crmsync.delivery.Memories.Waited;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.CutOff;
import dev.ringbus.store.FinishedDelivery.Deferred;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {

  private static final Instant STALE = NOW.plusSeconds(60);
  private static final PlannedDelivery NOTICE = notice(CRM, NOW, STALE);
  private static final PlannedDelivery REGISTRATION = registration(CRM, NOW);
  private static final PlannedDelivery ATTACHMENT =
      new Payload.AttachRecording(URL, null).plan(CRM, NOW, null);
  private static final PlannedDelivery UPLOAD =
      new Payload.UploadRecording(URL, null).plan(CRM, NOW, null);
  private static final PlannedDelivery FAILURE =
      new Payload.CallFailed("busy").plan(CRM, NOW, null);

  private static CrmFailure down() {
    return new Transient("503", Effect.NONE, null, null);
  }

  private static CrmFailure lost() {
    return new Transient("no answer", Effect.UNKNOWN, null, null);
  }

  private static CrmFailure slow() {
    return new Transient("too late", Effect.UNKNOWN, null, new TimeoutException());
  }

  private static CrmFailure busy(Duration retryAfter) {
    return new Transient("429", Effect.NONE, retryAfter, null);
  }

  private static CrmFailure unknown() {
    return new NotYetKnown("communicationNotFound");
  }

  /** The chance is a half, so a first wait of at most 1 s is 500 ms. */
  static Stream<Arguments> table() {
    return Stream.of(
        arguments(NOTICE, 0, down(), "postponed 500 ms: 503"),
        arguments(NOTICE, 3, down(), "postponed 4000 ms: 503"),
        arguments(NOTICE, 7, down(), "dropped: too late to be of use after: 503"),
        arguments(NOTICE, 0, lost(), "postponed 500 ms: no answer"),
        arguments(NOTICE, 0, busy(Duration.ofSeconds(7)), "postponed 7000 ms: 429"),
        arguments(
            NOTICE, 0, busy(Duration.ofSeconds(60)), "dropped: too late to be of use after: 429"),
        arguments(NOTICE, 0, new Permanent("bad"), "parked: bad"),
        arguments(NOTICE, 0, new Unauthorized("no"), "postponed 500 ms: no"),
        arguments(REGISTRATION, 0, down(), "postponed 500 ms: 503"),
        arguments(REGISTRATION, 8, down(), "postponed 128000 ms: 503"),
        arguments(REGISTRATION, 9, down(), "postponed 150000 ms: 503"),
        arguments(REGISTRATION, 100_000, down(), "postponed 150000 ms: 503"),
        arguments(REGISTRATION, 0, lost(), "unsettled 500 ms: no answer"),
        arguments(REGISTRATION, 0, busy(Duration.ofMinutes(30)), "postponed 1800000 ms: 429"),
        arguments(REGISTRATION, 0, busy(Duration.ofDays(1)), "postponed 3600000 ms: 429"),
        arguments(REGISTRATION, 9, busy(Duration.ofSeconds(1)), "postponed 150000 ms: 429"),
        arguments(REGISTRATION, 0, new Permanent("\"Error\""), "parked: \"Error\""),
        arguments(REGISTRATION, 50, new Unauthorized("no"), "postponed 150000 ms: no"),
        arguments(REGISTRATION, 0, slow(), "unsettled 30000 ms: too late"),
        arguments(REGISTRATION, 9, slow(), "unsettled 150000 ms: too late"),
        arguments(NOTICE, 0, slow(), "postponed 500 ms: too late"),
        arguments(ATTACHMENT, 0, lost(), "unsettled 500 ms: no answer"),
        arguments(ATTACHMENT, 0, down(), "postponed 500 ms: 503"),
        arguments(UPLOAD, 0, lost(), "postponed 500 ms: no answer"),
        arguments(UPLOAD, 0, new Permanent("fileTooLarge"), "parked: fileTooLarge"),
        arguments(FAILURE, 40, lost(), "postponed 150000 ms: no answer"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void decidesByTheTypeOfTheFailure(
      PlannedDelivery planned, int attempts, CrmFailure failure, String expected) {
    ClaimedDelivery claimed = claimed(planned, attempts, DeliveryState.WAITING, List.of());
    assertThat(inWords(RetryPolicy.after(attempt(claimed, 0), new Result.Failed(failure))))
        .isEqualTo(expected);
  }

  static Stream<Arguments> refusedWithFiles() {
    Memory refused =
        new Memory(0, Waited.NO, new RefusedFiles(Set.of(file(URL, NOW, false).fileId()), NOW));
    String again = "postponed 0 ms: \"Error\": recordings may be lost and are uploaded again";
    return Stream.of(
        arguments(REGISTRATION, Memory.NOTHING, again + ", after " + UPLOAD.name() + "/1001"),
        arguments(ATTACHMENT, Memory.NOTHING, again + ", after " + UPLOAD.name() + "/1002"),
        arguments(ATTACHMENT, refused, "parked: \"Error\""));
  }

  @ParameterizedTest
  @MethodSource("refusedWithFiles")
  void uploadsOnceMoreWhatTheCrmRefusedWithFiles(
      PlannedDelivery planned, Memory memory, String expected) {
    Attempt attempt = new Attempt(claimed(planned), NOW, memory, Settles.YES, 0.5);
    Result result =
        new Result.RefusedWithFiles(new Permanent("\"Error\""), List.of(file(URL, NOW, false)));
    FinishedDelivery finished = RetryPolicy.after(attempt, result);
    assertThat(inWords(finished)).isEqualTo(expected);
  }

  /** At that moment it is found untold, and its requests are ended. */
  @Test
  void keepsTheBeginningOfACallThatCannotBeToldUntilItIsTooOld() {
    CallEvent event = Samples.event(DeliverySamples.key(1).callId(), CallEventType.CALL_STARTED);
    PlannedDelivery beginning = new Payload.TellEvent(event, STALE).plan(CRM, NOW, STALE);
    Attempt untold = attempt(DeliverySamples.withoutId(claimed(beginning)), 0);
    Result busy = new Result.Failed(busy(Duration.ofMinutes(5)));
    assertThat(inWords(RetryPolicy.after(untold, busy))).isEqualTo("postponed 60000 ms: 429");
    assertThat(inWords(RetryPolicy.after(attempt(claimed(beginning), 0), busy)))
        .isEqualTo("dropped: too late to be of use after: 429");
  }

  @Test
  void waitsForTheStartOfACallThenTellsItAgainThenParks() {
    ClaimedDelivery claimed = claimed(ATTACHMENT);
    assertThat(
            IntStream.rangeClosed(0, 8)
                .mapToObj(times ->
                    RetryPolicy.after(attempt(claimed, times), new Result.Failed(unknown())))
                .map(RetryPolicyTest::inWords))
        .containsExactly(
            "postponed 200 ms: communicationNotFound",
            "postponed 1000 ms: communicationNotFound",
            "postponed 5000 ms: communicationNotFound",
            "postponed 0 ms: communicationNotFound, after call-started/2",
            "postponed 1000 ms: communicationNotFound",
            "postponed 5000 ms: communicationNotFound",
            "postponed 0 ms: communicationNotFound, after call-started/3",
            "postponed 5000 ms: communicationNotFound",
            "parked: communicationNotFound");
  }

  @Test
  void tellsTheStartAgainOnlyAsLongAsTheNoticeIsOfUse() {
    Postponed postponed =
        (Postponed) RetryPolicy.after(attempt(claimed(NOTICE), 3), new Result.Failed(unknown()));
    assertThat(postponed.next().getFirst().staleAt()).isEqualTo(STALE);
  }

  @Test
  void parksWhatIsOfACallThatNeverCameAndIsNotKnown() {
    ClaimedDelivery ofNoCall =
        new ClaimedDelivery(
            1,
            1,
            CRM,
            DeliverySamples.key(1),
            null,
            "c-1",
            FAILURE,
            3,
            DeliveryState.WAITING,
            NOW,
            List.of());
    assertThat(inWords(RetryPolicy.after(attempt(ofNoCall, 3), new Result.Failed(unknown()))))
        .isEqualTo("parked: communicationNotFound");
  }

  @Test
  void parksAStartThatTheCrmDoesNotKnow() {
    ClaimedDelivery start =
        claimed(new Payload.CallStarted(DeliverySamples.at(NOW)).plan(CRM, NOW, null));
    assertThat(inWords(RetryPolicy.after(attempt(start, 3), new Result.Failed(unknown()))))
        .isEqualTo("parked: communicationNotFound");
  }

  static Stream<Arguments> unsettled() {
    return Stream.of(
        arguments(new Result.NotAsked(down()), Settles.YES, "PT0.5S", "could not be asked"),
        arguments(new Result.NotAsked(busy(Duration.ofSeconds(9))), Settles.YES, "PT9S", "429"),
        arguments(new Result.NotAsked(new Unauthorized("no")), Settles.YES, "PT0.5S", "no"),
        arguments(new Result.NotAsked(new Permanent("bad")), Settles.YES, "PT1H", "bad"),
        arguments(new Result.NotAsked(unknown()), Settles.YES, "PT1H", "NotFound"),
        arguments(new Result.CannotTell("odd"), Settles.YES, "PT1H", "cannot tell"),
        arguments(new Result.CannotTell("set so"), Settles.NO, "PT87600H", "set so"),
        arguments(new Result.Fault(new IllegalStateException("x")), Settles.YES, "PT5M", "fault"));
  }

  @ParameterizedTest
  @MethodSource("unsettled")
  void leavesALostAnswerUnknownUntilItIsSettled(
      Result result, Settles settles, Duration pause, String reason) {
    ClaimedDelivery claimed = claimed(REGISTRATION, 0, DeliveryState.UNKNOWN, List.of());
    Attempt attempt = new Attempt(claimed, NOW, Memory.NOTHING, settles, 0.5);
    Unsettled unsettled = (Unsettled) RetryPolicy.after(attempt, result);
    assertThat(unsettled.until()).isEqualTo(NOW.plus(pause));
    assertThat(unsettled.reason()).contains(reason);
  }

  @Test
  void parksAFaultOfOursUnlessTheCrmMayHaveIt() {
    Result fault = new Result.Fault(new IllegalStateException("x"));
    assertThat(inWords(RetryPolicy.after(attempt(claimed(NOTICE), 0), fault)))
        .isEqualTo("parked: a fault of the hub: java.lang.IllegalStateException: x");
  }

  static Stream<Arguments> recordings() {
    UploadedFile file = file(URL, NOW, false);
    return Stream.of(
        arguments(new RecordingResult.Uploaded(file, null, ATTACHMENT), "uploaded"),
        arguments(
            new RecordingResult.NotReady("404", Duration.ofSeconds(20)), "deferred 20000 ms: 404"),
        arguments(
            new RecordingResult.Busy("no room", Duration.ofSeconds(2)),
            "released 2000 ms: no room"),
        arguments(new RecordingResult.Refused("loopback"), "parked: loopback"));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void takesOverWhatBecameOfARecording(RecordingResult recording, String expected) {
    assertThat(
            inWords(RetryPolicy.after(attempt(claimed(UPLOAD), 0), new Result.Brought(recording))))
        .isEqualTo(expected);
  }

  @Test
  void doesNotCountAWaitForOthersAsAnAttempt() {
    Result waits = new Result.Waits("files", Duration.ofSeconds(30), List.of(UPLOAD));
    assertThat(inWords(RetryPolicy.after(attempt(claimed(REGISTRATION), 0), waits)))
        .isEqualTo("released 30000 ms: files, after " + UPLOAD.name());
  }

  @Test
  void settlesWhatWasInterruptedAndMustBeThereOnce() {
    assertThat(inWords(RetryPolicy.interrupted(claimed(REGISTRATION), NOW)))
        .startsWith("unsettled 0 ms");
    assertThat(inWords(RetryPolicy.interrupted(claimed(NOTICE), NOW))).startsWith("postponed 0 ms");
  }

  private static String inWords(FinishedDelivery finished) {
    return switch (finished) {
      case Sent _ -> "sent";
      case Uploaded _ -> "uploaded";
      case Postponed(var _, Instant until, String reason, boolean isAttempt, var next) ->
          (isAttempt ? "postponed " : "released ") + after(until) + reason + needs(next);
      case Deferred(var _, Instant until, String reason) -> "deferred " + after(until) + reason;
      case Unsettled(var _, Instant until, String reason, var _) ->
          "unsettled " + after(until) + reason;
      case Parked(var _, var _, String reason) -> "parked: " + reason;
      case CutOff(var _, var _, String reason, var _, PlannedDelivery end) ->
          "cut off: " + reason + ", " + end.name();
      case Dropped(var _, var _, String reason) -> "dropped: " + reason;
    };
  }

  private static String after(Instant until) {
    return Duration.between(NOW, until).toMillis() + " ms: ";
  }

  private static String needs(@Nullable List<PlannedDelivery> next) {
    return next == null || next.isEmpty() ? "" : ", after " + next.getFirst().name();
  }
}
