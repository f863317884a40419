package dev.ringbus.crmsync.recording;

/** What a host answered. */
sealed interface FetchStep {

  /** The recording, on the disk. */
  record Whole(FetchedRecording recording) implements FetchStep {}

  /** It is elsewhere. */
  record Redirected(RecordingUrl to) implements FetchStep {}
}
