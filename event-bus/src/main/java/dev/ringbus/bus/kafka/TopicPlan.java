package dev.ringbus.bus.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One topic as it is to be.
 *
 * @param config of the topic, by Kafka's names
 */
record TopicPlan(String name, int partitions, short replicationFactor, Map<String, String> config) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final Duration MONTH = Duration.ofDays(30);

  TopicPlan {
    config = Map.copyOf(config);
  }

  /** The topics of the hub, and a dead-letter topic for each. */
  static List<TopicPlan> all(BusSettings settings) {
    List<TopicPlan> plans =
        new ArrayList<>(
            List.of(
                deleted(settings, Topics.CALL_EVENTS, FORTNIGHT),
                compacted(settings, Topics.CALLS, MONTH),
                deleted(settings, Topics.DECISION_REQUESTS, HOUR),
                deleted(settings, Topics.DECISION_REPLIES, HOUR),
                deleted(settings, Topics.DECISIONS, FORTNIGHT),
                compacted(settings, Topics.INSTRUCTIONS),
                compacted(settings, Topics.LIVE_CALLS),
                deleted(settings, Topics.POLLS, HOUR),
                deleted(settings, Topics.INSTRUCTION_OUTCOMES, FORTNIGHT),
                deleted(settings, Topics.COMMANDS, WEEK),
                deleted(settings, Topics.CRM_DELIVERIES, FORTNIGHT),
                compacted(settings, Topics.CONFIG)));
    for (TopicPlan plan : List.copyOf(plans)) {
      plans.add(deadLetters(settings, plan.name));
    }
    return plans;
  }

  private static TopicPlan deleted(BusSettings settings, String name, Duration retention) {
    return of(settings, name, settings.partitions(), retained(CLEANUP_POLICY_DELETE, retention));
  }

  private static TopicPlan compacted(BusSettings settings, String name) {
    return of(
        settings,
        name,
        settings.partitions(),
        Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT));
  }

  private static TopicPlan compacted(BusSettings settings, String name, Duration retention) {
    return of(
        settings,
        name,
        settings.partitions(),
        retained(CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE, retention));
  }

  /** One partition: a person reads it, from the beginning to the end. */
  private static TopicPlan deadLetters(BusSettings settings, String topic) {
    return of(
        settings, topic + Topics.DEAD_LETTER_SUFFIX, 1, retained(CLEANUP_POLICY_DELETE, MONTH));
  }

  /** Whole segments are deleted; the default of a week each would keep an hour for a week. */
  private static Map<String, String> retained(String cleanup, Duration retention) {
    return Map.of(
        CLEANUP_POLICY_CONFIG, cleanup,
        RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
        SEGMENT_MS_CONFIG, Long.toString(retention.toMillis() / 6));
  }

  private static TopicPlan of(
      BusSettings settings, String name, int partitions, Map<String, String> config) {
    Map<String, String> all = new TreeMap<>(config);
    all.put(MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
    return new TopicPlan(name, partitions, (short) settings.replicationFactor(), all);
  }

  NewTopic toNewTopic() {
    return new NewTopic(name, partitions, replicationFactor).configs(config);
  }
}
