package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.NOW;
import static dev.ringbus.crmsync.delivery.DeliverySamples.URL;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.claimed;
import static dev.ringbus.crmsync.delivery.DeliverySamples.file;
import static dev.ringbus.crmsync.delivery.DeliverySamples.notice;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crmsync.delivery.Memories.Waited;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksTest {

  private static final Instant LAPSED = NOW.minus(Duration.ofHours(23));
  private static final String OTHER_URL = "https://records.example/2.mp3";

  private final Tasks tasks = new Tasks(Duration.ofSeconds(30));

  private static ClaimedDelivery registering(DeliveryState state, UploadedFile... files) {
    return claimed(registration(CRM, NOW), 0, state, List.of(files));
  }

  private static ClaimedDelivery attaching(DeliveryState state, UploadedFile... files) {
    PlannedDelivery planned = new Payload.AttachRecording(URL, "leg").plan(CRM, NOW, null);
    return claimed(planned, 0, state, List.of(files));
  }

  private static List<String> fileIds(CrmAction action) {
    return ((CrmAction.Register) action).files().stream().map(CrmFile::fileId).toList();
  }

  @Test
  void registersWithTheFilesThatLiveAndAreNotAttached() {
    ClaimedDelivery claimed =
        registering(
            DeliveryState.WAITING,
            file(URL, LAPSED.plusMillis(1), false),
            file(OTHER_URL, NOW, true));
    Task.Push push = (Task.Push) tasks.of(claimed, NOW, Waited.NO);
    assertThat(fileIds(push.operation().action())).containsExactly("file of " + URL);
    assertThat(push.operation().communicationId()).isEqualTo("c-1");
    assertThat(push.operation().call()).isEqualTo(call(1));
  }

  @Test
  void uploadsLapsedFilesAgainBeforeItRegistersAndWaitsOnce() {
    ClaimedDelivery claimed =
        registering(DeliveryState.WAITING, file(URL, LAPSED, false), file(OTHER_URL, NOW, false));
    Result.Waits waits = (Result.Waits) ((Task.Nothing) tasks.of(claimed, NOW, Waited.NO)).result();
    assertThat(waits.needed())
        .extracting(PlannedDelivery::name)
        .containsExactly(new Payload.UploadRecording(URL, null).name() + "/2");
    assertThat(waits.pause()).isEqualTo(Duration.ofSeconds(30));

    Task.Push push = (Task.Push) tasks.of(claimed, NOW, Waited.YES);
    assertThat(fileIds(push.operation().action())).containsExactly("file of " + OTHER_URL);
  }

  @Test
  void givesEachUploadAgainANameOfItsOwn() {
    Instant started = call(1).startedAt().toInstant();
    Instant uploaded = started.plusSeconds(100);
    for (int time = 2; time < 10; time++) {
      Instant later = uploaded.plus(Tasks.FILE_LIFE);
      ClaimedDelivery claimed = attaching(DeliveryState.WAITING, file(URL, uploaded, false));
      Result.Waits waits =
          (Result.Waits) ((Task.Nothing) tasks.of(claimed, later, Waited.YES)).result();
      assertThat(waits.needed().getFirst().name()).endsWith("/" + time);
      uploaded = later.plusSeconds(1);
    }
  }

  @Test
  void asksFirstWhatBecameOfALostAnswerWhateverTheFiles() {
    assertThat(
            tasks.of(registering(DeliveryState.UNKNOWN, file(URL, LAPSED, false)), NOW, Waited.NO))
        .isInstanceOf(Task.Settle.class);
    assertThat(tasks.of(attaching(DeliveryState.UNKNOWN, file(URL, LAPSED, false)), NOW, Waited.NO))
        .isInstanceOf(Task.Settle.class);
  }

  @Test
  void attachesNothingTwice() {
    Task task = tasks.of(attaching(DeliveryState.WAITING, file(URL, NOW, true)), NOW, Waited.NO);
    assertThat(((Task.Nothing) task).result()).isInstanceOf(Result.Needless.class);
  }

  @Test
  void uploadsWhatIsToBeAttachedAndIsNotThere() {
    Task task = tasks.of(attaching(DeliveryState.WAITING), NOW, Waited.YES);
    assertThat(((Result.Waits) ((Task.Nothing) task).result()).needed().getFirst().operation())
        .isEqualTo("upload");
  }

  @Test
  void sendsNoNoticeThatIsStale() {
    ClaimedDelivery stale = claimed(notice(CRM, NOW, NOW));
    assertThat(((Task.Nothing) tasks.of(stale, NOW, Waited.NO)).result())
        .isInstanceOf(Result.Stale.class);
    ClaimedDelivery fresh = claimed(notice(CRM, NOW, NOW.plusMillis(1)));
    assertThat(tasks.of(fresh, NOW, Waited.NO)).isInstanceOf(Task.Push.class);
  }

  @Test
  void tellsOfACallThatNeverCame() {
    PlannedDelivery planned = new Payload.CallFailed("busy").plan(CRM, NOW, null);
    ClaimedDelivery failed = ofNoCall(planned);
    Task.Push push = (Task.Push) tasks.of(failed, NOW, Waited.NO);
    assertThat(push.operation().action()).isEqualTo(new CrmAction.Fail("busy"));
    assertThat(push.operation().call()).isNull();
    assertThat(((Task.Nothing) tasks.of(ofNoCall(registration(CRM, NOW)), NOW, Waited.NO)).result())
        .isInstanceOf(Result.Impossible.class);
  }

  private static ClaimedDelivery ofNoCall(PlannedDelivery planned) {
    return new ClaimedDelivery(
        1,
        1,
        CRM,
        DeliverySamples.key(1),
        null,
        "c-1",
        planned,
        0,
        DeliveryState.WAITING,
        NOW,
        List.of());
  }

  @Test
  void tellsNothingMoreOfACallWhoseBeginningWasNotTold() {
    ClaimedDelivery known = claimed(notice(CRM, NOW, null));
    ClaimedDelivery untold =
        new ClaimedDelivery(
            known.id(),
            known.claim(),
            known.crm(),
            known.callKey(),
            known.call(),
            null,
            known.planned(),
            known.attempts(),
            known.state(),
            known.createdAt(),
            known.files());

    assertThat(((Task.Nothing) tasks.of(untold, NOW, Waited.NO)).result())
        .isEqualTo(new Result.Untold());
    assertThat(tasks.of(known, NOW, Waited.NO)).isInstanceOf(Task.Push.class);
  }
}
