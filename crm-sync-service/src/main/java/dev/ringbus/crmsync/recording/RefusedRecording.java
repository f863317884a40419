package dev.ringbus.crmsync.recording;

/**
 * A recording that will not be had as things are: fetching it is not allowed, or what is there is
 * no recording. The message is the reason, for people; it names hosts, and no other part of a URL,
 * where passwords may be.
 */
final class RefusedRecording extends RuntimeException {

  RefusedRecording(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
