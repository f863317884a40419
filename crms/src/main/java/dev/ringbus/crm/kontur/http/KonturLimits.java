package dev.ringbus.crm.kontur.http;

import java.time.Duration;

/**
 * How long Kontur.CRM is waited for.
 *
 * @param connect to a new connection
 * @param operation one operation in whole, with a renewed access key and the second try after it
 * @param stall an upload of which no more bytes are taken, or whose last byte is not answered
 * @param idle a connection that nobody uses is kept so long: below what servers keep theirs, lest
 *     an operation goes into one that is being closed
 * @param uploads at once, apart from everything else
 */
record KonturLimits(
    Duration connect, Duration operation, Duration stall, Duration idle, int uploads) {

  static final KonturLimits DEFAULTS =
      new KonturLimits(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(4),
          4);
}
