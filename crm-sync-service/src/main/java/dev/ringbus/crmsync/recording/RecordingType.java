package dev.ringbus.crmsync.recording;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of file was fetched, by its first bytes and by what the host calls it.
 *
 * @param extension without its dot
 */
record RecordingType(String contentType, String extension) {

  /** Formats whose files begin with nothing in particular, so that the host must be believed. */
  private static final Map<String, String> HEADERLESS =
      Map.of(
          "audio/gsm", "gsm",
          "audio/x-gsm", "gsm",
          "audio/pcma", "alaw",
          "audio/pcmu", "ulaw",
          "audio/g729", "g729",
          "audio/l16", "raw");

  /**
   * The bytes decide: a recording that is called something else is a recording, and an error page
   * that is called {@code audio/mpeg} is none.
   *
   * @param contentType the header; empty if there was none
   * @throws NotReadyYet if it is a page or a message instead
   * @throws RefusedRecording if it is no recording that is known
   */
  static RecordingType of(RecordingUrl url, String contentType, byte[] head) {
    Optional<AudioType> audio = AudioType.of(head);
    if (audio.isPresent()) {
      return new RecordingType(audio.get().contentType(), audio.get().extension());
    }
    String claimed = claimed(contentType);
    if (isText(head)) {
      throw new NotReadyYet(
          url + " answered with " + text(claimed) + " where a recording was expected");
    }
    String extension = HEADERLESS.get(claimed);
    if (extension != null) {
      return new RecordingType(claimed, extension);
    }
    throw new RefusedRecording(
        "%s answered with %s that begins with %s: expected mp3, wav, ogg, m4a or another audio file"
            .formatted(
                url,
                claimed.isEmpty() ? "a file" : claimed,
                HexFormat.of().formatHex(head, 0, Math.min(8, head.length))));
  }

  private static String claimed(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.matches("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}") ? type : "";
  }

  private static String text(String claimed) {
    return claimed.isEmpty() ? "text" : "text (" + claimed + ")";
  }

  /** Whether no byte is a control character: in sound some soon is. */
  private static boolean isText(byte[] head) {
    for (byte each : head) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
        return false;
      }
    }
    return true;
  }
}
