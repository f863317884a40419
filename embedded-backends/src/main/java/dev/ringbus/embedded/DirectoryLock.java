package dev.ringbus.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a data directory for one backend. The operating system lets go of it when the process dies,
 * however it dies.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * What this process holds. A second channel on a locked file must not even be opened: closing it
   * would drop the first one's lock (POSIX locks belong to the process, not to the channel).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Creates the directory where it is missing, and takes it.
   *
   * @throws BackendNotStarted if somebody has it, or if it cannot be written to
   */
  static DirectoryLock acquire(Path path) {
    Path directory;
    try {
      directory = Files.createDirectories(path).toRealPath();
    } catch (IOException e) {
      throw new BackendNotStarted("cannot create the data directory " + path + ": " + e, e);
    }
    if (!HELD.add(directory)) {
      throw inUse(directory);
    }
    DirectoryLock lock = null;
    try {
      lock = open(directory);
    } finally {
      if (lock == null) {
        HELD.remove(directory);
      }
    }
    return lock;
  }

  private static DirectoryLock open(Path directory) {
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve("in-use.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse(directory);
      }
      return new DirectoryLock(directory, channel);
    } catch (IOException e) {
      throw new BackendNotStarted("cannot write to the data directory " + directory + ": " + e, e);
    }
  }

  private static BackendNotStarted inUse(Path directory) {
    return new BackendNotStarted(
        "the data directory " + directory + " is in use by a hub that is running");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The lock goes with the descriptor, which is gone either way.
    } finally {
      HELD.remove(directory);
    }
  }
}
