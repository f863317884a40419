package dev.ringbus.crmsync.delivery;

/** What the other services are told about a call and a CRM that was made for MTS. */
sealed interface Announcement {

  /** The CRM has been told of the call, and may be asked about it. */
  record Begin() implements Announcement {}

  /**
   * It is told nothing more of the call, and is not to be asked about it either.
   *
   * @param reason why, for people
   */
  record End(String reason) implements Announcement {}
}
