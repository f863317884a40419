package dev.ringbus.crmsync.delivery;

import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.time.Instant;

/**
 * Uploads of recordings that a CRM has no more. Their names follow from why they are made, so that
 * whoever plans one once more plans nothing.
 */
final class Reuploads {

  /** Kontur.CRM keeps an uploaded file for a day unless it is attached; an hour is left for us. */
  static final Duration FILE_LIFE = Duration.ofHours(23);

  /** Out of reach of files that lapse, one a day. */
  private static final int WITH_REGISTRATION = 1001;

  private static final int BY_ITSELF = 1002;

  private Reuploads() {}

  /**
   * The upload that follows one that lapsed. Its number comes from the time of the one that lapsed:
   * the same whoever plans it, and another for each, since a file lives longer than it takes for
   * the number to change.
   */
  static PlannedDelivery ofLapsed(
      ClaimedDelivery claimed, Call call, UploadedFile lapsed, Instant now) {
    Duration since = Duration.between(call.startedAt().toInstant(), lapsed.uploadedAt());
    int lives = (int) Math.max(0, since.dividedBy(FILE_LIFE));
    return again(claimed, lapsed, 2 + lives, now);
  }

  /**
   * The upload after the CRM refused what named the file. There is one for the registration and one
   * for the attachment, so a file is uploaded twice more at most, whatever the process forgets.
   */
  static PlannedDelivery ofRefused(ClaimedDelivery claimed, UploadedFile refused, Instant now) {
    boolean registers = claimed.planned().operation().equals(Operations.REGISTER_CALL);
    return again(claimed, refused, registers ? WITH_REGISTRATION : BY_ITSELF, now);
  }

  private static PlannedDelivery again(
      ClaimedDelivery claimed, UploadedFile file, int time, Instant now) {
    return new Payload.UploadRecording(file.url(), file.legId())
        .plan(claimed.crm(), time, now, null);
  }
}
