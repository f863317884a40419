package dev.ringbus.embedded.testkit;

import dev.ringbus.embedded.EmbeddedKafka;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A Kafka broker that all tests of this JVM share: in a container where a Docker engine answers,
 * else embedded; which one is printed once. A test that stops its broker starts an {@link
 * EmbeddedKafka} of its own.
 */
public final class TestKafka {

  private static final String IMAGE = "apache/kafka:4.2.1";

  private TestKafka() {}

  /** Where it listens; the first call starts it, and it ends with the JVM. */
  public static String bootstrapServers() {
    return Shared.BOOTSTRAP_SERVERS;
  }

  /** Initialised at the first use, once. */
  private static final class Shared {
    static final String BOOTSTRAP_SERVERS =
        DockerEngine.answers(System.getenv()) ? startContainer() : startEmbedded();
  }

  private static String startContainer() {
    KafkaContainer kafka =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000");
    kafka.start();
    atExit(kafka::stop);
    return announced("container " + IMAGE, kafka.getBootstrapServers());
  }

  private static String startEmbedded() {
    EmbeddedKafka kafka = new EmbeddedKafka(TemporaryDirectory.create("kafka"), 0);
    kafka.start();
    atExit(kafka::close);
    return announced("embedded, since no Docker engine answers", kafka.bootstrapServers());
  }

  private static void atExit(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "test-kafka-stop"));
  }

  private static String announced(String kind, String bootstrapServers) {
    System.out.println("Kafka for tests: " + kind + ", at " + bootstrapServers);
    return bootstrapServers;
  }
}
