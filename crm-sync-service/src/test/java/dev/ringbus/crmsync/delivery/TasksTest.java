package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.NOW;
import static dev.ringbus.crmsync.delivery.DeliverySamples.URL;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.claimed;
import static dev.ringbus.crmsync.delivery.DeliverySamples.file;
import static dev.ringbus.crmsync.delivery.DeliverySamples.notice;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static dev.ringbus.crmsync.delivery.DeliverySamples.withoutId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.delivery.Memories.RefusedFiles;
import dev.ringbus.crmsync.delivery.Memories.Waited;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TasksTest {

  private static final Instant LAPSED = NOW.minus(Duration.ofHours(23));
  private static final String OTHER_URL = "https://records.example/2.mp3";

  private static final Memory WAITED = new Memory(0, Waited.YES, null);

  /** Refused with the file of the first address. */
  private static final Memory REFUSED =
      new Memory(0, Waited.NO, new RefusedFiles(Set.of("file of " + URL), NOW));

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
    Task.Push push = (Task.Push) tasks.of(claimed, NOW, Memory.NOTHING);
    assertThat(fileIds(push.operation().action())).containsExactly("file of " + URL);
    assertThat(push.operation().communicationId()).isEqualTo("c-1");
    assertThat(push.operation().call()).isEqualTo(call(1));
  }

  @Test
  void uploadsLapsedFilesAgainBeforeItRegistersAndWaitsOnce() {
    ClaimedDelivery claimed =
        registering(DeliveryState.WAITING, file(URL, LAPSED, false), file(OTHER_URL, NOW, false));
    Result.Waits waits =
        (Result.Waits) ((Task.Nothing) tasks.of(claimed, NOW, Memory.NOTHING)).result();
    assertThat(waits.needed())
        .extracting(PlannedDelivery::name)
        .containsExactly(new Payload.UploadRecording(URL, null).name() + "/2");
    assertThat(waits.pause()).isEqualTo(Duration.ofSeconds(30));

    Task.Push push = (Task.Push) tasks.of(claimed, NOW, WAITED);
    assertThat(fileIds(push.operation().action())).containsExactly("file of " + OTHER_URL);
  }

  @Test
  void givesEachUploadAgainANameOfItsOwn() {
    Instant started = call(1).startedAt().toInstant();
    Instant uploaded = started.plusSeconds(100);
    for (int time = 2; time < 10; time++) {
      Instant later = uploaded.plus(Reuploads.FILE_LIFE);
      ClaimedDelivery claimed = attaching(DeliveryState.WAITING, file(URL, uploaded, false));
      Result.Waits waits =
          (Result.Waits) ((Task.Nothing) tasks.of(claimed, later, WAITED)).result();
      assertThat(waits.needed().getFirst().name()).endsWith("/" + time);
      uploaded = later.plusSeconds(1);
    }
  }

  @Test
  void asksFirstWhatBecameOfALostAnswerWhateverTheFiles() {
    assertThat(
            tasks.of(
                registering(DeliveryState.UNKNOWN, file(URL, LAPSED, false)), NOW, Memory.NOTHING))
        .isInstanceOf(Task.Settle.class);
    assertThat(
            tasks.of(
                attaching(DeliveryState.UNKNOWN, file(URL, LAPSED, false)), NOW, Memory.NOTHING))
        .isInstanceOf(Task.Settle.class);
  }

  @Test
  void registersWithoutFilesAfterARefusalAndAttachesWhatCameSince() {
    ClaimedDelivery claimed =
        registering(DeliveryState.WAITING, file(URL, NOW, false), file(OTHER_URL, NOW, false));
    Task.Push push = (Task.Push) tasks.of(claimed, NOW, REFUSED);
    assertThat(fileIds(push.operation().action())).isEmpty();
    assertThat(push.files()).isEmpty();
    assertThat(push.later())
        .extracting(PlannedDelivery::name)
        .containsExactly(new Payload.AttachRecording(OTHER_URL, null).name());
  }

  @Test
  void waitsForTheUploadOfARefusedRecordingButNotForEver() {
    ClaimedDelivery same = attaching(DeliveryState.WAITING, file(URL, NOW, false));
    assertThat(((Task.Nothing) tasks.of(same, NOW, REFUSED)).result())
        .isInstanceOf(Result.Waits.class);
    Instant late = NOW.plus(Duration.ofHours(1));
    assertThat(((Task.Nothing) tasks.of(same, late, REFUSED)).result())
        .isInstanceOf(Result.Impossible.class);
    UploadedFile fresh =
        new UploadedFile(URL, "fresh", "1.mp3", "audio/mpeg", 1000, null, NOW, false);
    assertThat(tasks.of(attaching(DeliveryState.WAITING, fresh), NOW, REFUSED))
        .isInstanceOf(Task.Push.class);
  }

  @Test
  void attachesNothingTwice() {
    Task task =
        tasks.of(attaching(DeliveryState.WAITING, file(URL, NOW, true)), NOW, Memory.NOTHING);
    assertThat(((Task.Nothing) task).result()).isInstanceOf(Result.Needless.class);
  }

  @Test
  void uploadsWhatIsToBeAttachedAndIsNotThere() {
    Task task = tasks.of(attaching(DeliveryState.WAITING), NOW, WAITED);
    assertThat(((Result.Waits) ((Task.Nothing) task).result()).needed().getFirst().operation())
        .isEqualTo("upload");
  }

  @Test
  void sendsNoNoticeThatIsStale() {
    ClaimedDelivery stale = claimed(notice(CRM, NOW, NOW));
    assertThat(((Task.Nothing) tasks.of(stale, NOW, Memory.NOTHING)).result())
        .isInstanceOf(Result.Stale.class);
    ClaimedDelivery fresh = claimed(notice(CRM, NOW, NOW.plusMillis(1)));
    assertThat(tasks.of(fresh, NOW, Memory.NOTHING)).isInstanceOf(Task.Push.class);
  }

  @Test
  void tellsOfACallThatNeverCame() {
    PlannedDelivery planned = new Payload.CallFailed("busy").plan(CRM, NOW, null);
    ClaimedDelivery failed = ofNoCall(planned);
    Task.Push push = (Task.Push) tasks.of(failed, NOW, Memory.NOTHING);
    assertThat(push.operation().action()).isEqualTo(new CrmAction.Fail("busy"));
    assertThat(push.operation().call()).isNull();
    assertThat(
            ((Task.Nothing) tasks.of(ofNoCall(registration(CRM, NOW)), NOW, Memory.NOTHING))
                .result())
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

  /** Its beginning went stale a second before the notice does. */
  @Test
  void tellsNothingMoreOfACallWhoseBeginningCameTooLate() {
    Duration staleAfter = Duration.ofMinutes(10);
    Instant startedAt = call(1).startedAt().toInstant();
    Instant at = startedAt.plusSeconds(1);
    Instant late = startedAt.plus(staleAfter);
    ClaimedDelivery known = claimed(notice(CRM, at, at.plus(staleAfter)));
    ClaimedDelivery unknown = withoutId(known);

    assertThat(((Task.Nothing) tasks.of(unknown, late, Memory.NOTHING)).result())
        .isEqualTo(new Result.Untold());
    assertThat(tasks.of(known, late, Memory.NOTHING)).isInstanceOf(Task.Push.class);
    assertThat(tasks.of(unknown, late.minusMillis(1), Memory.NOTHING))
        .isInstanceOf(Task.Push.class);
  }
}
