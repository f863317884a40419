package dev.ringbus.crmsync.assembly;

import java.time.Duration;

/**
 * How long after its end a call is registered. A registration says what is known when it is sent,
 * and is sent once: what the end has overtaken must come before it.
 *
 * @param end how long it waits for events that the end has overtaken, an answer above all
 * @param recordings how long it waits at most for the uploads of its recordings
 */
record RegisterAfter(Duration end, Duration recordings) {

  Duration pause(boolean isRecorded) {
    return isRecorded && recordings.compareTo(end) > 0 ? recordings : end;
  }
}
