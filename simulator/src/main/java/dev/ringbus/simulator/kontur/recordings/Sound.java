package dev.ringbus.simulator.kontur.recordings;

import dev.ringbus.simulator.web.Content;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Silence that every player takes, made while it is sent. Each has its name in it, so that no two
 * have the same bytes.
 */
enum Sound {
  /** MPEG-2 layer III, 16 kHz, mono, 32 kbit/s, with an ID3v2.3 tag. */
  MP3("mp3", "audio/mpeg", 4_000) {
    @Override
    byte[] head(String name, long length) {
      byte[] title = name.getBytes(StandardCharsets.ISO_8859_1);
      int frame = 1 + title.length;
      int tag = 10 + frame;
      return ByteBuffer.allocate(10 + tag)
          .put(new byte[] {'I', 'D', '3', 3, 0, 0})
          .put(syncSafe(tag))
          .put(new byte[] {'T', 'I', 'T', '2'})
          .putInt(frame)
          .putShort((short) 0)
          .put((byte) 0)
          .put(title)
          .array();
    }

    @Override
    void fill(byte[] piece, int from, long position) {
      int inFrame = (int) (position % MP3_FRAME.length);
      for (int at = from; at < piece.length; inFrame = 0) {
        int length = Math.min(MP3_FRAME.length - inFrame, piece.length - at);
        System.arraycopy(MP3_FRAME, inFrame, piece, at, length);
        at += length;
      }
    }
  },

  /** PCM, 8 kHz, mono, 16 bits, with the name in a {@code LIST} chunk. */
  WAV("wav", "audio/wav", 16_000) {
    @Override
    byte[] head(String name, long length) {
      byte[] title =
          (name + (name.length() % 2 == 0 ? "" : " ")).getBytes(StandardCharsets.US_ASCII);
      int head = 12 + 24 + 20 + title.length + 8;
      return ByteBuffer.allocate(head)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(ascii("RIFF"))
          .putInt((int) (length - 8))
          .put(ascii("WAVEfmt "))
          .putInt(16)
          .putShort((short) 1)
          .putShort((short) 1)
          .putInt(8_000)
          .putInt(16_000)
          .putShort((short) 2)
          .putShort((short) 16)
          .put(ascii("LIST"))
          .putInt(12 + title.length)
          .put(ascii("INFOINAM"))
          .putInt(title.length)
          .put(title)
          .put(ascii("data"))
          .putInt((int) (length - head))
          .array();
    }

    @Override
    void fill(byte[] piece, int from, long position) {
      Arrays.fill(piece, from, piece.length, (byte) 0);
    }
  };

  private static final byte[] MP3_FRAME = new byte[144];

  static {
    MP3_FRAME[0] = (byte) 0xFF;
    MP3_FRAME[1] = (byte) 0xF3;
    MP3_FRAME[2] = 0x48;
    MP3_FRAME[3] = (byte) 0xC0;
  }

  private final String extension;
  private final String contentType;
  private final int bytesPerSecond;

  Sound(String extension, String contentType, int bytesPerSecond) {
    this.extension = extension;
    this.contentType = contentType;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** What stands before the sound. */
  abstract byte[] head(String name, long length);

  /**
   * Fills the rest of the array with the sound itself.
   *
   * @param position of the sound at {@code from}
   */
  abstract void fill(byte[] piece, int from, long position);

  /** By the end of a file's name; MP3 if it does not say. */
  static Sound of(String name) {
    return name.endsWith("." + WAV.extension) ? WAV : MP3;
  }

  String contentType() {
    return contentType;
  }

  long length(long seconds) {
    return seconds * bytesPerSecond;
  }

  /** The whole file, of exactly this length where it is longer than its head. */
  Content.Source source(String name, long length) {
    byte[] head = head(name, length);
    return (position, piece) -> {
      int headPart = Math.clamp(head.length - position, 0, piece.length);
      if (headPart > 0) {
        System.arraycopy(head, (int) position, piece, 0, headPart);
      }
      fill(piece, headPart, position + headPart - head.length);
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Seven bits in each of four bytes. */
  private static byte[] syncSafe(int value) {
    return new byte[] {
      (byte) (value >> 21 & 0x7F),
      (byte) (value >> 14 & 0x7F),
      (byte) (value >> 7 & 0x7F),
      (byte) (value & 0x7F)
    };
  }
}
