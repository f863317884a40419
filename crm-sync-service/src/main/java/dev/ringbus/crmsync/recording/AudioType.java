package dev.ringbus.crmsync.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The formats that PBXs record in, by how their files begin. */
enum AudioType {
  MP3("mp3", "audio/mpeg"),
  WAV("wav", "audio/wav"),
  OGG("ogg", "audio/ogg"),
  M4A("m4a", "audio/mp4"),
  FLAC("flac", "audio/flac"),
  AMR("amr", "audio/amr"),
  AAC("aac", "audio/aac"),
  WEBM("webm", "audio/webm"),
  AIFF("aiff", "audio/aiff"),
  AU("au", "audio/basic"),
  WMA("wma", "audio/x-ms-wma");

  private final String extension;
  private final String contentType;

  AudioType(String extension, String contentType) {
    this.extension = extension;
    this.contentType = contentType;
  }

  /** Without its dot. */
  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }

  /**
   * The format of a file.
   *
   * @param head its first bytes, 16 or more unless it has fewer
   */
  static Optional<AudioType> of(byte[] head) {
    return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
  }

  private boolean begins(byte[] head) {
    return switch (this) {
      case MP3 -> has(head, 0, "ID3") || (isSync(head) && layer(head) != 0);
      case WAV -> (has(head, 0, "RIFF") || has(head, 0, "RF64")) && has(head, 8, "WAVE");
      case OGG -> has(head, 0, "OggS");
      case M4A -> has(head, 4, "ftyp");
      case FLAC -> has(head, 0, "fLaC");
      case AMR -> has(head, 0, "#!AMR");
      case AAC -> has(head, 0, "ADIF") || (isSync(head) && layer(head) == 0);
      case WEBM -> hasBytes(head, "1a45dfa3");
      case AIFF -> has(head, 0, "FORM") && has(head, 8, "AIF");
      case AU -> has(head, 0, ".snd");
      case WMA -> hasBytes(head, "3026b2758e66cf11");
    };
  }

  /** A frame of MPEG audio begins with eleven bits that are set. */
  private static boolean isSync(byte[] head) {
    return head.length > 1 && (head[0] & 0xff) == 0xff && (head[1] & 0xe0) == 0xe0;
  }

  /** Of a frame of MPEG audio; 0 is what AAC has there. */
  private static int layer(byte[] head) {
    return (head[1] >> 1) & 3;
  }

  private static boolean has(byte[] head, int at, String text) {
    return matches(head, at, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean hasBytes(byte[] head, String hex) {
    return matches(head, 0, HexFormat.of().parseHex(hex));
  }

  private static boolean matches(byte[] head, int at, byte[] wanted) {
    return head.length >= at + wanted.length
        && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
