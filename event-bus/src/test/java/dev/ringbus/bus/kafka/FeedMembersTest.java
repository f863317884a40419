package dev.ringbus.bus.kafka;

import static dev.ringbus.bus.testkit.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.testkit.AssignedPartitions;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What comes to whom when the members of a group come, go, stop and die. */
class FeedMembersTest {

  private static TestBus bus;

  /** A group that no other test has. */
  private final String group = "test-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    bus = TestBus.start();
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  /** A database that is down for longer than Kafka waits for the next poll. */
  @Test
  void keepsItsPartitionsWhileAHandlerTakesLong() {
    Duration interval = Duration.ofSeconds(5);
    Sinks.Empty<Void> slow = Sinks.empty();
    CallEvent event = CallFeeds.started();
    List<CallEvent> begun = new CopyOnWriteArrayList<>();
    CallFeeds.write(bus, event);
    FeedConsumer<CallEvent> consumer =
        consumerWith(
            Map.of(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) interval.toMillis()),
            batch -> {
              boolean slowly = batch.contains(event);
              batch.stream().filter(event::equals).forEach(begun::add);
              return slowly ? slow.asMono() : Mono.empty();
            });
    Thread thread = Thread.ofPlatform().start(consumer);
    await().until(() -> begun.contains(event));

    long since = System.nanoTime();
    await().until(() -> System.nanoTime() - since > interval.plusSeconds(1).toNanos());
    await().until(consumer::isReady);
    slow.tryEmitEmpty().orThrow();
    CallEvent next = event(event.callId(), CallEventType.CALL_ENDED);
    CallFeeds.write(bus, next);

    Feed<CallEvent> later = endAndFollowAgain(consumer, thread, begun, next);
    assertThat(begun).containsOnlyOnce(event);
    CallFeeds.stop(later);
  }

  private Feed<CallEvent> endAndFollowAgain(
      FeedConsumer<CallEvent> consumer, Thread thread, List<CallEvent> begun, CallEvent next) {
    consumer.stop();
    await().until(() -> !thread.isAlive());
    Feed<CallEvent> later = CallFeeds.ofEvents(bus);
    Set<CallEvent> seen = ConcurrentHashMap.newKeySet();
    later.follow(
        group,
        batch -> {
          seen.addAll(batch);
          begun.addAll(batch);
          return Mono.empty();
        });
    CallEvent last = event(next.callId(), CallEventType.CALL_ENDED);
    CallFeeds.write(bus, last);
    await().until(() -> seen.contains(last));
    return later;
  }

  private FeedConsumer<CallEvent> consumerWith(
      Map<String, Object> changes, Function<List<CallEvent>, Mono<Void>> handler) {
    Map<String, Object> properties =
        new HashMap<>(bus.get(ClientProperties.class).batchMember(group));
    properties.putAll(changes);
    return new FeedConsumer<>(
        FeedSource.of(Topics.CALL_EVENTS, CallEvent.class),
        properties,
        batch ->
            handler
                .apply(batch.stream().map(traced -> traced.value()).toList())
                .then(Mono.just(Taken.WHOLE)),
        PartitionListener.NONE,
        bus.get(DeadLetters.class),
        FeedMeters.in(new SimpleMeterRegistry(), Topics.CALL_EVENTS, group));
  }

  /** What is stuck with one member comes to the other when its partition moves there. */
  @Test
  void sharesTheTopicWithMembersThatComeLater() {
    List<CallEvent> events = CallFeeds.oneInEachPartition(bus);
    Set<CallEvent> first = ConcurrentHashMap.newKeySet();
    Set<CallEvent> second = ConcurrentHashMap.newKeySet();
    Feed<CallEvent> stuck = CallFeeds.ofEvents(bus);
    stuck.follow(
        group,
        batch -> {
          first.addAll(batch);
          return batch.stream().anyMatch(events::contains) ? Mono.never() : Mono.empty();
        });
    await().until(() -> events.stream().anyMatch(first::contains));

    Feed<CallEvent> helping = CallFeeds.ofEvents(bus);
    helping.follow(group, batch -> Mono.fromRunnable(() -> second.addAll(batch)));

    await().until(() -> events.stream().anyMatch(second::contains));
    CallFeeds.stop(stuck);
    await().until(() -> second.containsAll(events));
    CallFeeds.stop(helping);
  }

  @Test
  void handsOverWhatIsDoneAndNoMore() throws Exception {
    CallEvent event = CallFeeds.started();
    CountDownLatch begun = new CountDownLatch(1);
    Sinks.Empty<Void> slow = Sinks.empty();
    CallFeeds.write(bus, event);
    Feed<CallEvent> before = CallFeeds.ofEvents(bus);
    before.follow(
        group,
        batch -> {
          if (!batch.contains(event)) {
            return Mono.empty();
          }
          begun.countDown();
          return slow.asMono();
        });
    begun.await();

    var stopping = ((KafkaFeed<CallEvent>) before).stop().toFuture();
    slow.tryEmitEmpty().orThrow();
    stopping.get();

    List<CallEvent> taken = new CopyOnWriteArrayList<>();
    Feed<CallEvent> after = CallFeeds.ofEvents(bus);
    after.follow(group, batch -> Mono.fromRunnable(() -> taken.addAll(batch)));
    CallEvent next = event(event.callId(), CallEventType.CALL_ENDED);
    CallFeeds.write(bus, next);
    await().until(() -> taken.contains(next));
    assertThat(taken).doesNotContain(event);
    CallFeeds.stop(after);
  }

  @Test
  void bringsAllThatIsSaidOfACallToTheSameInstance() {
    Map<CallId, String> eventsAt = new ConcurrentHashMap<>();
    Map<CallId, String> commandsAt = new ConcurrentHashMap<>();
    AssignedPartitions ofOne = new AssignedPartitions();
    AssignedPartitions ofOther = new AssignedPartitions();
    KafkaFeed<CallRecord> one = callRecords("one", ofOne, eventsAt, commandsAt);
    KafkaFeed<CallRecord> other = callRecords("other", ofOther, eventsAt, commandsAt);
    await().until(() -> areShared(ofOne, ofOther));

    List<CallId> calls = CallFeeds.oneInEachPartition(bus).stream().map(CallEvent::callId).toList();
    calls.forEach(this::writeCommand);

    await()
        .until(
            () -> eventsAt.keySet().containsAll(calls) && commandsAt.keySet().containsAll(calls));
    assertThat(calls).extracting(commandsAt::get).contains("one", "other");
    assertThat(calls)
        .allSatisfy(call -> assertThat(commandsAt).containsEntry(call, eventsAt.get(call)));
    StepVerifier.create(one.stop().then(other.stop())).verifyComplete();
  }

  /** Each has some, and together they have all. */
  private static boolean areShared(AssignedPartitions one, AssignedPartitions other) {
    int ofOne = one.numbers().size();
    int ofOther = other.numbers().size();
    return ofOne > 0 && ofOther > 0 && ofOne + ofOther == TestBus.PARTITIONS;
  }

  /** As when a process is killed: nobody says so, and its session has to run out. */
  @Test
  void takesOverWhatAMemberHadThatDied() {
    AssignedPartitions ours = new AssignedPartitions();
    Set<CallEvent> taken = ConcurrentHashMap.newKeySet();
    Feed<CallEvent> feed = CallFeeds.ofEvents(bus);
    feed.followTraced(
        group,
        batch -> Mono.fromRunnable(() -> batch.forEach(record -> taken.add(record.value()))),
        ours);
    await().until(() -> ours.numbers().size() == TestBus.PARTITIONS);

    joinAndDie();
    assertThat(ours.haveShrunk()).isTrue();

    List<CallEvent> events = CallFeeds.oneInEachPartition(bus);
    await().until(() -> taken.containsAll(events));
    await().until(() -> ours.numbers().size() == TestBus.PARTITIONS);
    CallFeeds.stop(feed);
  }

  private void joinAndDie() {
    Map<String, Object> properties =
        new HashMap<>(bus.get(ClientProperties.class).batchMember(group));
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 2_000);
    var member =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    member.subscribe(List.of(Topics.CALL_EVENTS));
    while (member.assignment().isEmpty()) {
      member.poll(Duration.ofMillis(100));
    }
    member.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  private void writeCommand(CallId call) {
    StepVerifier.create(bus.get(CommandLog.class).append(Samples.hangUp(call), Context.root()))
        .verifyComplete();
  }

  private KafkaFeed<CallRecord> callRecords(
      String instance,
      PartitionListener listener,
      Map<CallId, String> eventsAt,
      Map<CallId, String> commandsAt) {
    KafkaFeed<CallRecord> feed = CallFeeds.of(bus, FeedSource.ofCallRecords());
    feed.followTraced(
        group,
        batch ->
            Mono.fromRunnable(() ->
                batch.forEach(record -> {
                  switch (record.value()) {
                    case CallRecord.Event(CallEvent event) ->
                        eventsAt.put(event.callId(), instance);
                    case CallRecord.Command(CallCommand.HangUp hangUp) ->
                        commandsAt.put(hangUp.call().callId(), instance);
                    case CallRecord.Command _, CallRecord.Outcome _, CallRecord.Polled _ -> {}
                  }
                })),
        listener);
    return feed;
  }
}
