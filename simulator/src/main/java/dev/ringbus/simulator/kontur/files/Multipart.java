package dev.ringbus.simulator.kontur.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code multipart/form-data} (RFC 7578, with the framing of RFC 2046) piece by piece. Of the
 * content it keeps back no more than a delimiter is long.
 */
final class Multipart implements AutoCloseable {

  private static final int LONGEST_HEAD = 16 * 1024;

  private static final ByteBuf END_OF_HEAD =
      Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII);

  private final Parts parts;
  private final ByteBuf delimiter;
  private final ByteBuf kept = Unpooled.buffer();
  private Place place = Place.PREAMBLE;

  /** Told of the parts, in their order. */
  interface Parts {
    /**
     * A part begins.
     *
     * @param headers by their names in lower case
     */
    void begin(Map<String, String> headers) throws MalformedUpload;

    /** A piece of its content, to be read before this returns. */
    void content(ByteBuf piece);

    /** The part is complete. */
    void end();
  }

  private enum Place {
    PREAMBLE,
    AFTER_DELIMITER,
    HEAD,
    CONTENT,
    EPILOGUE
  }

  Multipart(String boundary, Parts parts) {
    this.parts = parts;
    this.delimiter = Unpooled.copiedBuffer("\r\n--" + boundary, StandardCharsets.ISO_8859_1);
    // The first delimiter may stand at the very beginning, without a line end before it.
    kept.writeBytes(new byte[] {'\r', '\n'});
  }

  void read(ByteBuf piece) throws MalformedUpload {
    if (place == Place.EPILOGUE) {
      piece.skipBytes(piece.readableBytes());
      return;
    }
    kept.writeBytes(piece);
    while (advance()) {}
    kept.discardReadBytes();
  }

  /**
   * Nothing more comes.
   *
   * @throws MalformedUpload if the closing delimiter has not come
   */
  void end() throws MalformedUpload {
    if (place != Place.EPILOGUE) {
      throw new MalformedUpload("Unexpected end of Stream, the content may have already been read");
    }
  }

  /** Does one step; false if more bytes are needed for the next. */
  private boolean advance() throws MalformedUpload {
    return switch (place) {
      case PREAMBLE, CONTENT -> untilDelimiter();
      case AFTER_DELIMITER -> afterDelimiter();
      case HEAD -> head();
      case EPILOGUE -> {
        kept.skipBytes(kept.readableBytes());
        yield false;
      }
    };
  }

  private boolean untilDelimiter() {
    int at = ByteBufUtil.indexOf(delimiter, kept);
    int length =
        at < 0 ? kept.readableBytes() - delimiter.readableBytes() + 1 : at - kept.readerIndex();
    if (length > 0) {
      if (place == Place.CONTENT) {
        parts.content(kept.slice(kept.readerIndex(), length));
      }
      kept.skipBytes(length);
    }
    if (at < 0) {
      return false;
    }
    kept.skipBytes(delimiter.readableBytes());
    if (place == Place.CONTENT) {
      parts.end();
    }
    place = Place.AFTER_DELIMITER;
    return true;
  }

  private boolean afterDelimiter() throws MalformedUpload {
    if (kept.readableBytes() < 2) {
      return false;
    }
    String two = kept.readCharSequence(2, StandardCharsets.ISO_8859_1).toString();
    place =
        switch (two) {
          case "--" -> Place.EPILOGUE;
          case "\r\n" -> Place.HEAD;
          default -> throw new MalformedUpload("Expected a line end after the multipart boundary");
        };
    return true;
  }

  private boolean head() throws MalformedUpload {
    int end = ByteBufUtil.indexOf(END_OF_HEAD, kept);
    if (end < 0) {
      if (kept.readableBytes() > LONGEST_HEAD) {
        throw new MalformedUpload("Multipart headers length limit " + LONGEST_HEAD + " exceeded");
      }
      return false;
    }
    String text =
        kept.readCharSequence(end - kept.readerIndex(), StandardCharsets.UTF_8).toString();
    kept.skipBytes(END_OF_HEAD.readableBytes());
    parts.begin(headers(text));
    place = Place.CONTENT;
    return true;
  }

  private static Map<String, String> headers(String text) throws MalformedUpload {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : text.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new MalformedUpload("Expected NAME: VALUE in the head of a part");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  @Override
  public void close() {
    kept.release();
  }
}
