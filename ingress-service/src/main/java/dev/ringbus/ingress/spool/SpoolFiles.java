package dev.ringbus.ingress.spool;

import dev.ringbus.ingress.spool.Segment.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the spool, oldest first: appended to at one end, drained at the other, each deleted
 * when all of it is drained. How far the first one is drained is not written down; after a restart
 * it is drained again from its beginning, and consumers drop the repeats by their ids.
 */
final class SpoolFiles implements AutoCloseable {

  private static final String SUFFIX = ".spool";
  private static final long SEGMENT_BYTES = 8 * 1024 * 1024;

  private final Path folder;
  private final FileChannel lockFile;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private @Nullable Segment active;
  private long lastNumber;
  private long drained;
  private final AtomicLong bytes = new AtomicLong();

  private SpoolFiles(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Told of each record that an earlier process left. */
  interface Found {
    void entry(int callHash);
  }

  /**
   * Opens a folder, and makes it if there is none.
   *
   * @throws SpoolUnavailable if it cannot be used, or another process uses it
   */
  static SpoolFiles open(Path folder, Found found) {
    try {
      Files.createDirectories(folder);
      SpoolFiles files = new SpoolFiles(folder, lock(folder));
      files.recover(found);
      return files;
    } catch (IOException e) {
      throw new SpoolUnavailable("the spool folder " + folder + " cannot be used: " + e, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // Another spool of this process: as good as another process.
    }
    channel.close();
    throw new SpoolUnavailable(
        "the spool folder " + folder + " is in use by another process", null);
  }

  private void recover(Found found) throws IOException {
    List<Path> left;
    try (Stream<Path> listed = Files.list(folder)) {
      left = listed.filter(SpoolFiles::isSegment).sorted().toList();
    }
    for (Path file : left) {
      Segment segment = Segment.recover(file);
      lastNumber = number(file);
      if (segment.end() == 0) {
        segment.delete();
        continue;
      }
      segments.add(segment);
      bytes.addAndGet(segment.end());
      List<Entry> entries = segment.read(0, 1000);
      while (!entries.isEmpty()) {
        entries.forEach(entry -> found.entry(entry.callHash()));
        entries = segment.read(entries.getLast().end(), 1000);
      }
    }
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("\\d{12}\\.spool");
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  /** Appends records; when this returns they are on disk, and when it fails none of them counts. */
  synchronized void append(List<Entry> entries) throws IOException {
    Segment segment = active;
    if (segment == null || segment.end() >= SEGMENT_BYTES) {
      segment = next();
    }
    long before = segment.end();
    try {
      segment.append(entries);
    } catch (IOException e) {
      active = null;
      throw e;
    }
    bytes.addAndGet(segment.end() - before);
  }

  private Segment next() throws IOException {
    Segment segment = Segment.create(folder.resolve("%012d%s".formatted(lastNumber + 1, SUFFIX)));
    lastNumber++;
    segments.add(segment);
    active = segment;
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    return segment;
  }

  /** The oldest records that are not drained, at most so many. */
  synchronized List<Entry> oldest(int most) throws IOException {
    dropDrained();
    Segment first = segments.peekFirst();
    return first == null ? List.of() : first.read(drained, most);
  }

  /** The oldest records, as {@link #oldest} gave them, are drained. */
  synchronized void drained(List<Entry> entries) throws IOException {
    drained = entries.getLast().end();
    dropDrained();
  }

  private void dropDrained() throws IOException {
    Segment first = segments.peekFirst();
    while (first != null && drained >= first.end()) {
      segments.removeFirst();
      bytes.addAndGet(-first.end());
      drained = 0;
      if (first == active) {
        active = null;
      }
      first.delete();
      first = segments.peekFirst();
    }
  }

  /** The length of all files; never waits for a write that is under way. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public synchronized void close() throws IOException {
    for (Segment segment : segments) {
      segment.close();
    }
    lockFile.close();
  }
}
