package dev.ringbus.bus.kafka;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives a member the same partitions of all topics, and so all that is said of one call, at any
 * moment and not only when all is settled. One topic is shared out by Kafka's {@link
 * CooperativeStickyAssignor}, which leaves a partition where it is as long as it can, and first
 * takes it from one member before it gives it to another; the others follow it, number by number.
 *
 * <p>Public with a constructor, since Kafka makes it; all members of a group must have it.
 */
public final class CoPartitionAssignor implements ConsumerPartitionAssignor {

  private final CooperativeStickyAssignor ofOne = new CooperativeStickyAssignor();

  @Override
  public String name() {
    return "ringbus-co-partition";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return ofOne.supportedProtocols();
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    return ofOne.subscriptionUserData(topics);
  }

  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
    ofOne.onAssignment(assignment, metadata);
  }

  /**
   * Members that follow other topics share these by themselves. Where some follow more than others,
   * as while a new version takes the place of an old one, a topic is for those that follow the most
   * with it: shared among all, its partitions would be apart from theirs.
   */
  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    Map<Set<String>, Map<String, Subscription>> alike =
        new TreeMap<>(
            Comparator.<Set<String>>comparingInt(Set::size)
                .reversed()
                .thenComparing(Set::toString));
    group
        .groupSubscription()
        .forEach((id, member) ->
            alike
                .computeIfAbsent(new TreeSet<>(member.topics()), _ -> new HashMap<>())
                .put(id, member));
    Set<String> taken = new HashSet<>();
    Map<String, Assignment> all = new HashMap<>();
    alike.forEach((topics, members) -> {
      Set<String> shared = new TreeSet<>(topics);
      shared.removeAll(taken);
      taken.addAll(shared);
      Set<TopicPartition> elsewhere = ownedByOthers(members.keySet(), group);
      share(shared, members, metadata)
          .forEach((id, partitions) -> all.put(id, without(elsewhere, partitions)));
    });
    return new GroupAssignment(all);
  }

  private static Set<TopicPartition> ownedByOthers(Set<String> members, GroupSubscription group) {
    Set<TopicPartition> owned = new HashSet<>();
    group
        .groupSubscription()
        .forEach((id, member) -> {
          if (!members.contains(id)) {
            owned.addAll(member.ownedPartitions());
          }
        });
    return owned;
  }

  /** Who has them gives them up first, and then all is shared out again. */
  private static Assignment without(
      Set<TopicPartition> elsewhere, List<TopicPartition> partitions) {
    return new Assignment(
        partitions.stream().filter(partition -> !elsewhere.contains(partition)).toList());
  }

  private Map<String, List<TopicPartition>> share(
      Set<String> topics, Map<String, Subscription> members, Cluster metadata) {
    Map<String, List<TopicPartition>> shares = new HashMap<>();
    if (topics.isEmpty()) {
      members.keySet().forEach(id -> shares.put(id, List.of()));
      return shares;
    }
    String leading = leading(topics, metadata);
    Map<String, Subscription> ofLeading = new HashMap<>();
    members.forEach((id, member) -> ofLeading.put(id, inTermsOf(leading, topics, member)));
    ofOne
        .assign(metadata, new GroupSubscription(ofLeading))
        .groupAssignment()
        .forEach((id, share) ->
            shares.put(
                id,
                share.partitions().stream()
                    .flatMap(partition -> allWith(partition.partition(), topics, metadata))
                    .toList()));
    return shares;
  }

  /** The one with the most partitions: none of another's has no number to follow. */
  private static String leading(Set<String> topics, Cluster metadata) {
    return Collections.max(topics, Comparator.comparingInt(topic -> count(topic, metadata)));
  }

  private static int count(String topic, Cluster metadata) {
    Integer count = metadata.partitionCountForTopic(topic);
    return count == null ? 0 : count;
  }

  /** What a member has of any of the topics it has of the leading one. */
  private static Subscription inTermsOf(String leading, Set<String> topics, Subscription member) {
    List<TopicPartition> owned =
        member.ownedPartitions().stream()
            .filter(partition -> topics.contains(partition.topic()))
            .map(TopicPartition::partition)
            .distinct()
            .map(number -> new TopicPartition(leading, number))
            .toList();
    return new Subscription(
        List.of(leading),
        member.userData(),
        owned,
        member.generationId().orElse(CooperativeStickyAssignor.DEFAULT_GENERATION),
        member.rackId());
  }

  private static Stream<TopicPartition> allWith(int number, Set<String> topics, Cluster metadata) {
    return topics.stream()
        .filter(topic -> number < count(topic, metadata))
        .map(topic -> new TopicPartition(topic, number));
  }
}
