package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmOperation;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done for a claimed delivery. */
sealed interface Task {

  /**
   * Tell the CRM.
   *
   * @param files that are in the operation
   * @param later what is left to be done when the CRM has it
   */
  record Push(CrmOperation operation, List<UploadedFile> files, List<PlannedDelivery> later)
      implements Task {}

  /**
   * Ask the CRM whether it has this, and tell it if not.
   *
   * @param uploads of recordings that the CRM has dropped meanwhile: without them it is not told
   * @param later what is left to be done when the CRM has it
   */
  record Settle(
      CrmOperation operation,
      List<UploadedFile> files,
      List<PlannedDelivery> uploads,
      List<PlannedDelivery> later)
      implements Task {}

  /** Fetch a recording, and give it to the CRM. */
  record Bring(String url, @Nullable String legId) implements Task {}

  /** Tell the other services, and not the CRM. */
  record Announce(Announcement announcement) implements Task {}

  /** Nothing, as this is the result. */
  record Nothing(Result result) implements Task {}
}
