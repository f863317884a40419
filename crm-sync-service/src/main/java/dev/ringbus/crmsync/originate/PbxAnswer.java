package dev.ringbus.crmsync.originate;

/** What became of a request to begin a call. */
sealed interface PbxAnswer {

  /** The PBX took it. */
  record Taken() implements PbxAnswer {}

  /** There will be no call. */
  record Refused(String reason) implements PbxAnswer {}

  /**
   * The request had left, and no answer came: some PBXs answer only when the employee has picked
   * up. There may be a call.
   */
  record Unknown(String reason) implements PbxAnswer {}
}
