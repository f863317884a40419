package dev.ringbus.bus.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Something in which a topic that exists is not as planned. */
record TopicDifference(String topic, String what, String expected, String found) {

  /** All of them; more partitions or replicas than planned are none. */
  static List<TopicDifference> all(TopicPlan plan, TopicDescription description, Config config) {
    List<TopicDifference> differences = new ArrayList<>();
    fewer(plan, "partitions", plan.partitions(), description.partitions().size(), differences);
    int replicas =
        description.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    fewer(plan, "replicas", plan.replicationFactor(), replicas, differences);
    for (Map.Entry<String, String> expected : plan.config().entrySet()) {
      ConfigEntry found = config.get(expected.getKey());
      // When a segment is full is nobody's contract.
      if (found != null
          && !expected.getKey().equals(TopicConfig.SEGMENT_MS_CONFIG)
          && !expected.getValue().equals(found.value())) {
        differences.add(
            new TopicDifference(
                plan.name(), expected.getKey(), expected.getValue(), found.value()));
      }
    }
    return differences;
  }

  private static void fewer(
      TopicPlan plan, String what, int expected, int found, List<TopicDifference> differences) {
    if (found < expected) {
      differences.add(
          new TopicDifference(
              plan.name(), what, Integer.toString(expected), Integer.toString(found)));
    }
  }

  @Override
  public String toString() {
    return "topic %s: expected %s %s, found %s; it is left as it is"
        .formatted(topic, what, expected, found);
  }
}
