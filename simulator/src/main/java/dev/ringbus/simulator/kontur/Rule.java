package dev.ringbus.simulator.kontur;

/** What the contract asks of an integration. */
public enum Rule {
  /** Requests carry an access key that this workspace gave out. One that ran out breaks nothing. */
  ACCESS_KEY,
  /** Paths and methods are those of the API, with the name of this workspace. */
  KNOWN_PATH,
  /** Required fields, their types and their words are as documented. */
  WELL_FORMED,
  /** An upload is one part {@code file} with a file name and a content type. */
  MULTIPART,
  /** A file has 100 MB at most. */
  FILE_SIZE,
  /**
   * {@code call-started} comes before whatever else is told of a call while it lives. Broken by
   * intent where it had become stale during an outage: then the 409 brings it back.
   */
  STARTED_FIRST,
  /** The two ids name the same call. */
  SAME_CALL,
  /** Nothing is told of a leg that has ended, and no step backwards. */
  LEG_ORDER,
  /**
   * A leg begins with {@code appeared}. Broken by intent where earlier notices had become stale
   * during an outage.
   */
  LEG_BEGINS,
  /** Every leg has ended before {@code call-finished}. */
  LEGS_END,
  /** Nothing is told while the call lives, once it has finished. */
  NOTHING_AFTER_FINISHED,
  /** A call is registered once. */
  REGISTERED_ONCE,
  /** A recording that is named has been uploaded, within the last day. */
  FILE_ALIVE,
  /** What is said of a recording is what was uploaded. */
  FILE_AS_UPLOADED,
  /** {@code call-recording} comes after the registration. */
  RECORDING_AFTER_REGISTRATION,
  /** A recording is of a leg that the call has. */
  KNOWN_LEG,
  /** A user is one of the workspace. */
  KNOWN_USER,
  /** The answer to a system call has the echo header, byte for byte. */
  ECHO
}
