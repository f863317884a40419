package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of trying to make a delivery. */
sealed interface Result {

  /**
   * The CRM has it.
   *
   * @param attached urls of the recordings that it has with it
   * @param next what is left to be done
   */
  record Taken(
      @Nullable String communicationId,
      @Nullable String remark,
      List<String> attached,
      List<PlannedDelivery> next)
      implements Result {}

  /** The CRM was told, and does not say that it has it. */
  record Failed(CrmFailure failure) implements Result {}

  /**
   * The CRM was told, and refuses it with these files: it may have lost them.
   *
   * @param files that were in the operation, at least one
   */
  record RefusedWithFiles(CrmFailure.Permanent failure, List<UploadedFile> files)
      implements Result {}

  /** After a lost answer the CRM was to be asked, and that failed. */
  record NotAsked(CrmFailure failure) implements Result {}

  /** After a lost answer nobody can say whether the CRM has it. */
  record CannotTell(String why) implements Result {}

  /** A recording was to be brought to the CRM. */
  record Brought(RecordingResult recording) implements Result {}

  /** The CRM has it already by another way: nothing was sent. */
  record Needless(String remark) implements Result {}

  /** Other deliveries are needed before: nothing was sent. */
  record Waits(String reason, Duration pause, List<PlannedDelivery> needed) implements Result {}

  /**
   * After a lost answer: the CRM does not have it, and has dropped the recordings that are to go
   * with it. Nothing was sent.
   */
  record Lapsed(List<PlannedDelivery> needed) implements Result {}

  /** It came too late to be of use: nothing was sent. */
  record Stale() implements Result {}

  /** It is of a call whose beginning the CRM was never told: nothing was sent. */
  record Untold() implements Result {}

  /**
   * It is of a call whose requests we end ourselves: nothing was sent.
   *
   * @param reason why, for people
   */
  record RequestsEnded(String reason) implements Result {}

  /** The other services have been told. */
  record Announced(Announcement announcement) implements Result {}

  /** They have not: the broker did not take it. */
  record NotAnnounced(String why) implements Result {}

  /** It cannot be made, whatever the CRM says: nothing was sent. */
  record Impossible(String reason) implements Result {}

  /** The hub itself erred, and the CRM may have it or not. */
  record Fault(Throwable cause) implements Result {}
}
