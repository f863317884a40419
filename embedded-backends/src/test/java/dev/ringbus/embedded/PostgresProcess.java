package dev.ringbus.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process with a PostgreSQL server, to be killed: {@code DIRECTORY PORT}. */
final class PostgresProcess {

  private PostgresProcess() {}

  public static void main(String[] args) throws InterruptedException {
    new EmbeddedPostgres(Path.of(args[0]), Integer.parseInt(args[1])).start();
    System.out.println(ChildProcess.READY);
    new CountDownLatch(1).await();
  }
}
