package dev.ringbus.ingress.spool;

import dev.ringbus.dialect.Body;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One file of the spool: records one after the other, each of a length, a CRC32C, a hash of its
 * call, and a payload. The length counts the payload alone, the CRC covers hash and payload; all
 * three numbers are big-endian, 4 bytes. What follows the last whole record is a torn write that
 * nobody was told of, and is cut off. Not safe for use by many threads.
 */
final class Segment implements AutoCloseable {

  private static final int HEADER = 3 * Integer.BYTES;

  /** More than any request can become: a length beyond it is garbage. */
  private static final int MAX_PAYLOAD = 16 * 1024 * 1024;

  private final Path file;
  private final FileChannel channel;
  private long end;

  private Segment(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** A record as it is read back; {@code end} is where the next one begins. */
  record Entry(int callHash, Body payload, long end) {}

  static Segment create(Path file) throws IOException {
    return new Segment(
        file,
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /** Opens a file of an earlier process, without what is torn at its end. */
  static Segment recover(Path file) throws IOException {
    Segment segment =
        new Segment(
            file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    segment.end = segment.channel.size();
    long whole = 0;
    for (List<Entry> read = segment.read(0, 1000); !read.isEmpty(); ) {
      whole = read.getLast().end();
      read = segment.read(whole, 1000);
    }
    segment.cutTo(whole);
    return segment;
  }

  Path file() {
    return file;
  }

  /** How long the file is, in bytes. */
  long end() {
    return end;
  }

  static int sizeOf(Body payload) {
    return HEADER + payload.size();
  }

  /**
   * Appends records and flushes them to disk. When it fails, none of them is in the file, or the
   * file is not to be written any more, as a second failure says.
   */
  void append(List<Entry> entries) throws IOException {
    int size = entries.stream().mapToInt(entry -> sizeOf(entry.payload())).sum();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (Entry entry : entries) {
      buffer
          .putInt(entry.payload().size())
          .putInt(checksum(entry.callHash(), entry.payload().bytes()))
          .putInt(entry.callHash())
          .put(entry.payload().bytes());
    }
    buffer.flip();
    try {
      long at = end;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
      channel.force(false);
      end = at;
    } catch (IOException e) {
      cutTo(end);
      throw e;
    }
  }

  /** The next records from an offset, at most so many; none at the end, or where garbage begins. */
  List<Entry> read(long from, int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long at = from;
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    while (entries.size() < most && end - at >= HEADER) {
      fill(header.clear(), at);
      int length = header.getInt();
      int checksum = header.getInt();
      int callHash = header.getInt();
      if (length < 0 || length > MAX_PAYLOAD || length > end - at - HEADER) {
        break;
      }
      ByteBuffer payload = ByteBuffer.allocate(length);
      fill(payload, at + HEADER);
      if (checksum(callHash, payload.array()) != checksum) {
        break;
      }
      at += HEADER + length;
      entries.add(new Entry(callHash, Body.of(payload.array()), at));
    }
    return entries;
  }

  private void fill(ByteBuffer buffer, long from) throws IOException {
    long at = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException(file + " ends before byte " + at);
      }
      at += read;
    }
    buffer.flip();
  }

  private void cutTo(long size) throws IOException {
    channel.truncate(size);
    channel.force(false);
    end = size;
  }

  private static int checksum(int callHash, byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(callHash).flip());
    checksum.update(payload);
    return (int) checksum.getValue();
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
