package dev.ringbus.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds all that the standalone hub keeps, owned by one process at a time. The
 * operating system gives the lock back when a process dies, however it dies.
 */
final class DataDirectory implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;

  private DataDirectory(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made if it is not there.
   *
   * @throws StartFailure if it cannot be made or written to, or belongs to another process
   */
  static DataDirectory lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String owner = read(channel);
        channel.close();
        throw new StartFailure(
            "the data directory "
                + folder
                + " is in use by another ringbus"
                + (owner.isEmpty() ? "" : ", process " + owner)
                + ": stop that one, or choose another directory with --data");
      }
      write(channel, Long.toString(ProcessHandle.current().pid()));
      return new DataDirectory(folder, channel);
    } catch (IOException e) {
      throw new StartFailure(
          "the data directory " + folder + " cannot be used: " + Failures.reason(e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    channel.read(buffer, 0);
    return StandardCharsets.US_ASCII.decode(buffer.flip()).toString().strip();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** A folder or file below. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Gives the folder back; what is in it stays. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StartFailure("the lock of " + folder + " cannot be given back", e);
    }
  }
}
