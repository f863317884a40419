package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker of its own, since topics are created once. */
class KafkaTopicsTest {

  @TempDir static Path directory;

  private static EmbeddedKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    kafka = new EmbeddedKafka(directory, 0);
    kafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    admin
        .createTopics(
            List.of(
                new NewTopic(Topics.COMMANDS, 2, (short) 1)
                    .configs(Map.of("retention.ms", "1000"))))
        .all()
        .get();
    new KafkaTopics(properties(), plans()).ensureOnce().block(Duration.ofSeconds(30));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  private static ClientProperties properties() {
    return new ClientProperties(settings());
  }

  private static BusSettings settings() {
    return TestBus.settings(kafka.bootstrapServers(), 4);
  }

  private static List<TopicPlan> plans() {
    return TopicPlan.all(settings());
  }

  private static Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static TopicDescription description(String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
  }

  private static String cleanup(String topic) throws Exception {
    Config config = config(topic);
    Duration retention = Duration.ofMillis(Long.parseLong(config.get("retention.ms").value()));
    return "%s, %d partitions, %s"
        .formatted(
            config.get("cleanup.policy").value(),
            description(topic).partitions().size(),
            retention.compareTo(Duration.ofDays(2)) < 0
                ? retention.toHours() + " h"
                : retention.toDays() + " d");
  }

  @Test
  void createsTheTopicsOfTheContract() throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (String topic : admin.listTopics().names().get()) {
      found.put(topic, cleanup(topic));
    }

    assertThat(found)
        .containsEntry("ringbus.call-events", "delete, 4 partitions, 14 d")
        .containsEntry("ringbus.calls", "compact,delete, 4 partitions, 30 d")
        .containsEntry("ringbus.decision-requests", "delete, 4 partitions, 1 h")
        .containsEntry("ringbus.decision-replies", "delete, 4 partitions, 1 h")
        .containsEntry("ringbus.decisions", "delete, 4 partitions, 14 d")
        .hasEntrySatisfying(
            "ringbus.instructions", value -> assertThat(value).startsWith("compact, 4 partitions"))
        .hasEntrySatisfying(
            "ringbus.live-calls", value -> assertThat(value).startsWith("compact, 4 partitions"))
        .containsEntry("ringbus.polls", "delete, 4 partitions, 1 h")
        .containsEntry("ringbus.instruction-outcomes", "delete, 4 partitions, 14 d")
        .containsEntry("ringbus.crm-deliveries", "delete, 4 partitions, 14 d")
        .hasEntrySatisfying(
            "ringbus.config", value -> assertThat(value).startsWith("compact, 4 partitions"))
        .containsEntry("ringbus.call-events.dlt", "delete, 1 partitions, 30 d")
        .containsEntry("ringbus.config.dlt", "delete, 1 partitions, 30 d")
        .hasSize(24);
    assertThat(config("ringbus.call-events").get("min.insync.replicas").value()).isEqualTo("1");
  }

  @Test
  void leavesATopicThatExistsAsItIsAndSaysWhatDiffers() throws Exception {
    TopicPlan plan =
        plans().stream()
            .filter(each -> each.name().equals(Topics.COMMANDS))
            .findFirst()
            .orElseThrow();

    assertThat(TopicDifference.all(plan, description(Topics.COMMANDS), config(Topics.COMMANDS)))
        .extracting(TopicDifference::toString)
        .containsExactlyInAnyOrder(
            "topic ringbus.commands: expected partitions 4, found 2; it is left as it is",
            "topic ringbus.commands: expected retention.ms 604800000, found 1000;"
                + " it is left as it is");
  }

  @Test
  void countsThePartitionsThatReallyExist() {
    PartitionCounts counts =
        new KafkaTopics(properties(), plans()).ensureOnce().block(Duration.ofSeconds(30));

    assertThat(counts.of(Topics.COMMANDS)).isEqualTo(2);
    assertThat(counts.of(Topics.CALL_EVENTS)).isEqualTo(4);
  }
}
