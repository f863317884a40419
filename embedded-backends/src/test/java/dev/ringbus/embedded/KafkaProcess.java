package dev.ringbus.embedded;

import java.nio.file.Path;

/** A process with a broker, to be killed: {@code DIRECTORY PORT}. */
final class KafkaProcess {

  private KafkaProcess() {}

  public static void main(String[] args) {
    new EmbeddedKafka(Path.of(args[0]), Integer.parseInt(args[1])).start();
    System.out.println(ChildProcess.READY);
  }
}
