package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.testkit.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A group as its coordinator sees it: who is in it, and what each has been assigned. */
class CoPartitionAssignorTest {

  private static final List<String> TOPICS = List.of("commands", "events", "outcomes");
  private static final int PARTITIONS = 7;

  /** Of one rebalance to the next until nobody gives anything up; two are enough. */
  private static final int MOST_ROUNDS = 4;

  private final CoPartitionAssignor assignor = new CoPartitionAssignor();
  private final Map<String, List<String>> topics = new TreeMap<>();
  private final Map<String, Set<TopicPartition>> owned = new HashMap<>();
  private int generation;

  private void join(String member, List<String> followed) {
    topics.put(member, followed);
    owned.put(member, Set.of());
  }

  private void leave(String member) {
    topics.remove(member);
    owned.remove(member);
  }

  /** Rebalances until nobody has to give anything up. */
  private void settle() {
    for (int round = 1; rebalance(); round++) {
      assertThat(round).isLessThan(MOST_ROUNDS);
    }
  }

  /** Whether a member gave something up, and another rebalance is to follow. */
  private boolean rebalance() {
    Map<String, Subscription> members = new HashMap<>();
    topics.forEach((member, followed) ->
        members.put(
            member,
            new Subscription(
                followed,
                null,
                List.copyOf(owned.get(member)),
                owned.get(member).isEmpty() ? -1 : generation,
                Optional.empty())));
    generation++;
    Map<String, Set<TopicPartition>> assigned = new HashMap<>();
    assignor
        .assign(cluster(), new GroupSubscription(members))
        .groupAssignment()
        .forEach((member, share) -> assigned.put(member, new HashSet<>(share.partitions())));
    checkThatNothingIsTaken(assigned);
    checkThatNumbersStayTogether(assigned);
    boolean givenUp =
        owned.entrySet().stream()
            .anyMatch(before -> !assigned.get(before.getKey()).containsAll(before.getValue()));
    owned.putAll(assigned);
    return givenUp;
  }

  private void checkThatNothingIsTaken(Map<String, Set<TopicPartition>> assigned) {
    assertThat(assigned.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    assigned.forEach((member, partitions) ->
        owned.forEach((other, before) -> {
          if (!member.equals(other)) {
            assertThat(Collections.disjoint(partitions, before))
                .as("%s has to give up first", other)
                .isTrue();
          }
        }));
  }

  /** Members that follow the same topics have the same partitions of them. */
  private void checkThatNumbersStayTogether(Map<String, Set<TopicPartition>> assigned) {
    assigned.forEach((member, partitions) -> {
      Map<Integer, Set<String>> byNumber =
          partitions.stream()
              .collect(
                  Collectors.groupingBy(
                      TopicPartition::partition,
                      Collectors.mapping(TopicPartition::topic, Collectors.toSet())));
      assertThat(new HashSet<>(byNumber.values())).hasSizeLessThanOrEqualTo(1);
    });
  }

  private static Cluster cluster() {
    Node node = new Node(1, "localhost", 9092);
    Node[] nodes = {node};
    Collection<PartitionInfo> partitions = new ArrayList<>();
    TOPICS.forEach(topic ->
        IntStream.range(0, PARTITIONS)
            .forEach(
                number -> partitions.add(new PartitionInfo(topic, number, node, nodes, nodes))));
    return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
  }

  private Map<String, Integer> sizes() {
    return owned.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, share -> share.getValue().size()));
  }

  @Test
  void givesOneMemberEverything() {
    join("one", TOPICS);
    settle();

    assertThat(owned.get("one")).hasSize(TOPICS.size() * PARTITIONS);
  }

  @Test
  void keepsWhatIsSaidOfACallTogetherWhateverHappens() {
    Property.holds(
        "partitions of one number stay together",
        100,
        random -> {
          CoPartitionAssignorTest group = new CoPartitionAssignorTest();
          for (int step = 0; step < 15; step++) {
            group.change(random, "member-" + step);
            if (random.nextBoolean()) {
              group.rebalance();
            } else {
              group.settle();
            }
          }
          group.settle();
          group.checkThatAllIsSharedEvenly();
        });
  }

  private void change(RandomGenerator random, String next) {
    List<String> present = List.copyOf(topics.keySet());
    if (present.size() < 2 || random.nextInt(3) > 0) {
      join(next, TOPICS);
    } else {
      leave(present.get(random.nextInt(present.size())));
    }
  }

  private void checkThatAllIsSharedEvenly() {
    IntSummaryStatistics share =
        sizes().values().stream().mapToInt(Integer::intValue).summaryStatistics();
    assertThat(share.getSum()).isEqualTo((long) TOPICS.size() * PARTITIONS);
    assertThat(share.getMax() - share.getMin()).isLessThanOrEqualTo(TOPICS.size());
  }

  @Test
  void movesNoMoreThanItMust() {
    join("one", TOPICS);
    join("other", TOPICS);
    settle();
    Set<TopicPartition> before = owned.get("one");

    join("third", TOPICS);
    settle();
    Set<TopicPartition> during = owned.get("one");
    assertThat(before).containsAll(during);
    leave("third");
    settle();

    assertThat(owned.get("one")).containsAll(during);
  }

  @Test
  void sharesEachTopicAmongThoseThatFollowIt() {
    join("events", List.of("events"));
    join("commands", List.of("commands"));
    settle();

    assertThat(sizes()).isEqualTo(Map.of("events", PARTITIONS, "commands", PARTITIONS));
  }

  /** A new version that follows one topic more. */
  @Test
  void leavesATopicToThoseThatFollowTheMostWithIt() {
    List<String> fewer = TOPICS.subList(0, 2);
    join("old", fewer);
    settle();

    join("new", TOPICS);
    settle();

    assertThat(sizes()).isEqualTo(Map.of("old", 0, "new", TOPICS.size() * PARTITIONS));
  }
}
