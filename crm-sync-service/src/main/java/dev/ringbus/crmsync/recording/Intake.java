package dev.ringbus.crmsync.recording;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Takes a file in as it comes, piece by piece, and sees that it is neither too large nor too slow.
 * It writes on the thread that reads from the network, which works for recordings alone: so nothing
 * waits in memory, and a slow disk slows the sender.
 */
final class Intake implements Closeable {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final int HEAD = 512;

  private final RecordingUrl url;
  private final RecordingSettings settings;
  private final Clock clock;
  private final FileChannel file;
  private final Instant begun;
  private final byte[] head = new byte[HEAD];
  private long length;

  Intake(RecordingUrl url, Path path, RecordingSettings settings, Clock clock) throws IOException {
    this.url = url;
    this.settings = settings;
    this.clock = clock;
    this.begun = clock.instant();
    this.file =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /**
   * Adds a piece, and leaves its release to the caller.
   *
   * @throws RefusedRecording if the file is too large with it
   * @throws NotReadyYet if it comes too slowly, or cannot be written
   */
  void add(ByteBuf piece) {
    int size = piece.readableBytes();
    checkLength(url, length + size, settings);
    checkPace(size);
    if (length < HEAD) {
      piece.getBytes(piece.readerIndex(), head, (int) length, Math.min(size, HEAD - (int) length));
    }
    try {
      for (int left = size; left > 0; ) {
        left -= piece.readBytes(file, left);
      }
    } catch (IOException e) {
      throw new NotReadyYet("it could not be written to the disk here: " + e.getMessage());
    }
    length += size;
  }

  /**
   * Checks a length, declared or counted.
   *
   * @throws RefusedRecording if that is too large
   */
  static void checkLength(RecordingUrl url, long length, RecordingSettings settings) {
    if (length > settings.largest().toBytes()) {
      throw new RefusedRecording(
          "the recording at %s is larger than the %d MB that a CRM takes"
              .formatted(url, settings.largest().toMegabytes()));
    }
  }

  private void checkPace(int size) {
    Duration taken = Duration.between(begun, clock.instant());
    long due = settings.slowest().toBytes() * taken.minus(FIRST).toSeconds();
    if (taken.compareTo(FIRST) > 0 && length + size < due) {
      throw new NotReadyYet(
          "%s sent %d bytes in %d s, less than %d KB a second"
              .formatted(url, length + size, taken.toSeconds(), settings.slowest().toKilobytes()));
    }
  }

  long length() {
    return length;
  }

  /** The first bytes. */
  byte[] head() {
    return Arrays.copyOf(head, (int) Math.min(length, HEAD));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
