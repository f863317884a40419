package dev.ringbus.crmsync.recording;

import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a recording. */
public sealed interface RecordingResult {

  /**
   * The CRM has the file.
   *
   * @param remark for people
   * @param attachment to be planned if the registration of the call cannot take the file any more
   */
  record Uploaded(UploadedFile file, @Nullable String remark, PlannedDelivery attachment)
      implements RecordingResult {}

  /** The file is not there yet; this was an attempt. */
  record NotReady(String reason, Duration pause) implements RecordingResult {}

  /** Nothing was tried, for want of room; no attempt. */
  record Busy(String reason, Duration pause) implements RecordingResult {}

  /** The recording will not be had as things are: a person has to look. */
  record Refused(String reason) implements RecordingResult {}
}
