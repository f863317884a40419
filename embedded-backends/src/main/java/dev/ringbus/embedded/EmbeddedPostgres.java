package dev.ringbus.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server that belongs to this process, listening on 127.0.0.1 alone, user {@code
 * postgres} without a password. A commit is on disk when it returns.
 *
 * <p>The server is a process of its own: it outlives a killed hub. The next start stops what was
 * left over, and PostgreSQL recovers by itself. It runs as root too, in a user namespace.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

  private final Path directory;
  private int port;
  private @Nullable DirectoryLock lock;
  private io.zonky.test.db.postgres.embedded.@Nullable EmbeddedPostgres server;

  /**
   * A server that is not yet started.
   *
   * @param directory where its data is, or will be
   * @param port where clients connect; 0 takes a free one at the first start, and keeps it
   */
  public EmbeddedPostgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts it, and returns when it takes connections. The first start on a directory unpacks and
   * initialises, which takes seconds.
   *
   * @throws BackendNotStarted if the port or the directory is in use, or the server fails
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    DirectoryLock taken = DirectoryLock.acquire(directory);
    try {
      Path data = directory.resolve("data");
      LeftoverPostgres.stop(data);
      server = startServer(data);
      lock = taken;
    } finally {
      if (server == null) {
        taken.close();
      }
    }
  }

  /** Where it listens, once it has been started. */
  public synchronized int port() {
    if (port == 0) {
      throw new IllegalStateException("the server has no port before its first start");
    }
    return port;
  }

  /** The database {@code postgres} for JDBC, once it has been started. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/postgres?user=postgres".formatted(LoopbackPort.HOST, port());
  }

  /** Stops it cleanly; its data stays, and it can be started again. */
  public synchronized void stop() {
    if (server != null) {
      try {
        server.close();
      } catch (IOException _) {
        // The next start stops whatever still runs.
      }
      server = null;
    }
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** The same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }

  private io.zonky.test.db.postgres.embedded.EmbeddedPostgres startServer(Path data) {
    if (port == 0) {
      port = LoopbackPort.free();
    } else {
      LoopbackPort.requireFree(port, "PostgreSQL");
    }
    try {
      return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setPGStartupWait(STARTUP_LIMIT)
          .setRegisterShutdownHook(false)
          .setLocaleConfig("locale", "C")
          // The library switches both off, for tests that throw their data away.
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("listen_addresses", LoopbackPort.HOST)
          .start();
    } catch (IOException | RuntimeException e) {
      throw new BackendNotStarted(
          "PostgreSQL did not start in " + directory + ": " + e.getMessage(), e);
    }
  }
}
