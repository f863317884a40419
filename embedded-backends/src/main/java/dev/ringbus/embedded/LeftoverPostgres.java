package dev.ringbus.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server of a process that was killed: it still runs on its data directory. Whoever
 * holds that directory's lock may stop it.
 */
final class LeftoverPostgres {

  private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
  private static final long STOP_LIMIT_SECONDS = 60;

  private LeftoverPostgres() {}

  /**
   * Stops the server that {@code postmaster.pid} names, if it runs; returns when it is gone.
   *
   * @throws BackendNotStarted if it does not stop
   */
  static void stop(Path data) {
    find(data)
        .ifPresent(postmaster -> {
          LOG.info("stopping the PostgreSQL server {} of a killed hub", postmaster.pid());
          interrupt(postmaster);
          awaitEnd(postmaster, data);
        });
  }

  /** A pid file outlives its process, and the pid may be somebody else's by now. */
  private static Optional<ProcessHandle> find(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
          .filter(process -> runsPostgres(process));
    } catch (IOException | NumberFormatException e) {
      LOG.debug("no readable pid file in {}", data, e);
      return Optional.empty();
    }
  }

  private static boolean runsPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).endsWith("postgres"))
        .orElse(false);
  }

  /** SIGINT is PostgreSQL's fast shutdown: it drops its clients and writes a checkpoint. */
  private static void interrupt(ProcessHandle postmaster) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).inheritIO().start();
    } catch (IOException e) {
      LOG.debug("no kill command; asking for a smart shutdown", e);
      postmaster.destroy();
    }
  }

  private static void awaitEnd(ProcessHandle postmaster, Path data) {
    try {
      var _ = postmaster.onExit().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new BackendNotStarted(
          "the PostgreSQL server %d of a former start still runs on %s and does not stop"
              .formatted(postmaster.pid(), data),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendNotStarted("interrupted while PostgreSQL stopped", e);
    }
  }
}
