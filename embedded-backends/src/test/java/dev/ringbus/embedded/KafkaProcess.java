package dev.ringbus.embedded;

import java.nio.file.Path;

/**
 * A process with a broker, to be killed: {@code DIRECTORY PORT}. The thread that starts it knows no
 * class of ours, as is the case for those of a common pool when all is in one jar.
 */
final class KafkaProcess {

  private KafkaProcess() {}

  public static void main(String[] args) {
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    new EmbeddedKafka(Path.of(args[0]), Integer.parseInt(args[1])).start();
    System.out.println(ChildProcess.READY);
  }
}
