package dev.ringbus.embedded;

import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real Kafka broker in this process: KRaft, broker and controller in one node, listening on
 * 127.0.0.1 alone. It can be stopped and started again; what was acknowledged survives that, and a
 * {@code kill -9} of the process as well. A power cut may take the last moments, as on any single
 * broker: Kafka leaves writing to disk to the operating system and relies on replicas.
 *
 * <p>The server's classes are internal to Kafka: no other class of ours may touch them.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  /** How often a start is tried when a port that was free has been taken in between. */
  private static final int ATTEMPTS = 5;

  private final Path directory;
  private int port;
  private @Nullable DirectoryLock lock;
  private @Nullable KafkaRaftServer server;

  /**
   * A broker that is not yet started.
   *
   * @param directory where its data is, or will be
   * @param port where clients connect; 0 takes a free one at the first start, and keeps it
   */
  public EmbeddedKafka(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts it, and returns when it serves.
   *
   * @throws BackendNotStarted if the port or the directory is in use, or the data cannot be read
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    DirectoryLock taken = DirectoryLock.acquire(directory);
    Thread thread = Thread.currentThread();
    ClassLoader outer = thread.getContextClassLoader();
    // Kafka finds classes by name through it, and a pool's threads have one that knows nothing of
    // a jar in a jar.
    thread.setContextClassLoader(EmbeddedKafka.class.getClassLoader());
    try {
      format();
      server = startServer();
      lock = taken;
    } finally {
      thread.setContextClassLoader(outer);
      if (server == null) {
        taken.close();
      }
    }
  }

  /** {@code 127.0.0.1:PORT}, once it has been started. */
  public synchronized String bootstrapServers() {
    if (port == 0) {
      throw new IllegalStateException("the broker has no port before its first start");
    }
    return LoopbackPort.HOST + ":" + port;
  }

  /** Stops it cleanly; its data stays, and it can be started again. */
  public synchronized void stop() {
    if (server != null) {
      stop(server);
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

  /** Writes the identity of a new cluster; {@code meta.properties} is the last file to appear. */
  private void format() {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerProperties.NODE_ID)
          .setControllerListenerName(BrokerProperties.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setPrintStream(new PrintStream(PrintStream.nullOutputStream(), false))
          .run();
    } catch (Exception e) {
      throw new BackendNotStarted("cannot prepare " + directory + " for Kafka: " + e, e);
    }
  }

  private KafkaRaftServer startServer() {
    for (int attempt = 1; ; attempt++) {
      int clientPort = port;
      if (clientPort == 0) {
        clientPort = LoopbackPort.free();
      } else {
        LoopbackPort.requireFree(clientPort, "Kafka");
      }
      Properties properties = BrokerProperties.of(directory, clientPort, LoopbackPort.free());
      KafkaRaftServer starting = null;
      try {
        starting = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        starting.startup();
        port = clientPort;
        return starting;
      } catch (RuntimeException e) {
        if (starting != null) {
          stop(starting);
        }
        if (attempt == ATTEMPTS || !isBindFailure(e)) {
          throw new BackendNotStarted(
              "Kafka did not start in " + directory + ": " + e.getMessage(), e);
        }
        LOG.debug("a port was taken while Kafka started; trying others", e);
      }
    }
  }

  private static boolean isBindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }
}
