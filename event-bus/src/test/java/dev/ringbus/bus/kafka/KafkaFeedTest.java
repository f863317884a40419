package dev.ringbus.bus.kafka;

import static dev.ringbus.bus.testkit.Samples.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.testkit.AssignedPartitions;
import dev.ringbus.bus.testkit.FeedContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class KafkaFeedTest extends FeedContract {

  private static TestBus bus;

  @BeforeAll
  static void start() {
    bus = TestBus.start();
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  @Override
  protected Feed<CallEvent> feed() {
    return new KafkaFeed<>(
        FeedSource.of(Topics.CALL_EVENTS, CallEvent.class),
        bus.get(KafkaTopics.class),
        bus.get(ClientProperties.class),
        bus.get(DeadLetters.class),
        bus.get(SimpleMeterRegistry.class));
  }

  @Override
  protected void stop(Feed<CallEvent> feed) {
    StepVerifier.create(((KafkaFeed<CallEvent>) feed).stop()).verifyComplete();
  }

  @Override
  protected void write(List<CallEvent> events, Context trace) {
    StepVerifier.create(bus.get(EventLog.class).append(events, trace)).verifyComplete();
  }

  private void write(CallEvent event) {
    write(List.of(event), Context.root());
  }

  private static CallEvent started() {
    return event(Samples.newCall(), CallEventType.CALL_STARTED);
  }

  private static int partition(CallEvent event) {
    return PlainKafka.read(Topics.CALL_EVENTS, event.key().toString()).getFirst().partition();
  }

  /** One event in each partition. */
  private List<CallEvent> oneInEachPartition() {
    Map<Integer, CallEvent> found = new HashMap<>();
    while (found.size() < TestBus.PARTITIONS) {
      CallEvent event = started();
      write(event);
      found.putIfAbsent(partition(event), event);
    }
    return List.copyOf(found.values());
  }

  @Test
  void makesADeadLetterOfWhatCannotBeReadAndGoesOn() {
    CallEvent before = started();
    String key = before.key().toString();
    write(before);
    PlainKafka.write(
        new ProducerRecord<>(
            Topics.CALL_EVENTS, key.getBytes(UTF_8), "{\"id\": 1".getBytes(UTF_8)));
    PlainKafka.write(new ProducerRecord<>(Topics.CALL_EVENTS, key.getBytes(UTF_8), null));
    CallEvent after = event(before.callId(), CallEventType.CALL_ENDED);
    write(after);
    List<CallEvent> taken = new CopyOnWriteArrayList<>();
    Feed<CallEvent> feed = feed();
    feed.follow(group, batch -> Mono.fromRunnable(() -> taken.addAll(batch)));

    await().untilAsserted(() -> assertThat(taken).contains(before, after));
    assertThat(PlainKafka.read(Topics.CALL_EVENTS + Topics.DEAD_LETTER_SUFFIX, key))
        .extracting(letter -> letter.value())
        .contains("{\"id\": 1");
    stop(feed);
  }

  @Test
  void goesOnInTheOtherPartitionsWhileOneFails() {
    List<CallEvent> events = oneInEachPartition();
    CallEvent poison = events.getFirst();
    Set<CallEvent> taken = ConcurrentHashMap.newKeySet();
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch ->
            batch.contains(poison)
                ? Mono.error(new IllegalStateException("not this one"))
                : Mono.fromRunnable(() -> taken.addAll(batch)));

    await().until(() -> taken.containsAll(events.subList(1, events.size())));

    await().until(() -> bus.count("ringbus.feed.failures", "group", group) > 1);
    assertThat(taken).doesNotContain(poison);
    stop(feed);
  }

  /** A database that is down for longer than Kafka waits for the next poll. */
  @Test
  void keepsItsPartitionsWhileAHandlerTakesLong() {
    Duration interval = Duration.ofSeconds(1);
    Sinks.Empty<Void> slow = Sinks.empty();
    CallEvent event = started();
    List<CallEvent> begun = new CopyOnWriteArrayList<>();
    write(event);
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
    await().until(() -> System.nanoTime() - since > interval.multipliedBy(3).toNanos());
    assertThat(consumer.isReady()).isTrue();
    slow.tryEmitEmpty().orThrow();
    CallEvent next = event(event.callId(), CallEventType.CALL_ENDED);
    write(next);

    Feed<CallEvent> later = endAndFollowAgain(consumer, thread, begun, next);
    assertThat(begun).containsOnlyOnce(event);
    stop(later);
  }

  private Feed<CallEvent> endAndFollowAgain(
      FeedConsumer<CallEvent> consumer, Thread thread, List<CallEvent> begun, CallEvent next) {
    consumer.stop();
    await().until(() -> !thread.isAlive());
    Feed<CallEvent> later = feed();
    Set<CallEvent> seen = ConcurrentHashMap.newKeySet();
    later.follow(
        group,
        batch -> {
          seen.addAll(batch);
          begun.addAll(batch);
          return Mono.empty();
        });
    CallEvent last = event(next.callId(), CallEventType.CALL_ENDED);
    write(last);
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
        batch -> handler.apply(batch.stream().map(traced -> traced.value()).toList()),
        PartitionListener.NONE,
        bus.get(DeadLetters.class),
        FeedMeters.in(new SimpleMeterRegistry(), Topics.CALL_EVENTS, group));
  }

  /** What is stuck with one member comes to the other when its partition moves there. */
  @Test
  void sharesTheTopicWithMembersThatComeLater() {
    List<CallEvent> events = oneInEachPartition();
    Set<CallEvent> first = ConcurrentHashMap.newKeySet();
    Set<CallEvent> second = ConcurrentHashMap.newKeySet();
    Feed<CallEvent> stuck = feed();
    stuck.follow(
        group,
        batch -> {
          first.addAll(batch);
          return batch.stream().anyMatch(events::contains) ? Mono.never() : Mono.empty();
        });
    await().until(() -> events.stream().anyMatch(first::contains));

    Feed<CallEvent> helping = feed();
    helping.follow(group, batch -> Mono.fromRunnable(() -> second.addAll(batch)));

    await().until(() -> events.stream().anyMatch(second::contains));
    stop(stuck);
    await().until(() -> second.containsAll(events));
    stop(helping);
  }

  @Test
  void handsOverWhatIsDoneAndNoMore() throws Exception {
    CallEvent event = started();
    CountDownLatch begun = new CountDownLatch(1);
    Sinks.Empty<Void> slow = Sinks.empty();
    write(event);
    Feed<CallEvent> before = feed();
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
    Feed<CallEvent> after = feed();
    after.follow(group, batch -> Mono.fromRunnable(() -> taken.addAll(batch)));
    CallEvent next = event(event.callId(), CallEventType.CALL_ENDED);
    write(next);
    await().until(() -> taken.contains(next));
    assertThat(taken).doesNotContain(event);
    stop(after);
  }

  @Test
  void bringsManyCallsWithoutLossAndEachInOrder() {
    List<CallId> calls = Stream.generate(Samples::newCall).limit(300).toList();
    Map<CallId, List<CallEvent>> written = new HashMap<>();
    for (CallEventType type :
        List.of(CallEventType.CALL_STARTED, CallEventType.LEG_RINGING, CallEventType.CALL_ENDED)) {
      List<CallEvent> events = calls.stream().map(call -> event(call, type)).toList();
      events.forEach(event ->
          written.computeIfAbsent(event.callId(), _ -> new CopyOnWriteArrayList<>()).add(event));
      write(events, Context.root());
    }
    List<CallEvent> taken = new CopyOnWriteArrayList<>();
    Feed<CallEvent> feed = feed();
    feed.follow(group, batch -> Mono.fromRunnable(() -> taken.addAll(batch)));

    await()
        .until(() -> taken.containsAll(written.values().stream().flatMap(List::stream).toList()));
    Map<CallId, List<CallEvent>> found =
        taken.stream()
            .filter(event -> written.containsKey(event.callId()))
            .collect(Collectors.groupingBy(CallEvent::callId));
    assertThat(found).isEqualTo(written);
    stop(feed);
  }

  @Test
  void isFollowedOnce() {
    Feed<CallEvent> feed = feed();
    feed.follow(group, _ -> Mono.empty());

    assertThatIllegalStateException().isThrownBy(() -> feed.follow(group, _ -> Mono.empty()));
    stop(feed);
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

    List<CallId> calls = oneInEachPartition().stream().map(CallEvent::callId).toList();
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
    Feed<CallEvent> feed = feed();
    feed.followTraced(
        group,
        batch -> Mono.fromRunnable(() -> batch.forEach(record -> taken.add(record.value()))),
        ours);
    await().until(() -> ours.numbers().size() == TestBus.PARTITIONS);

    joinAndDie();
    assertThat(ours.numbers()).hasSizeLessThan(TestBus.PARTITIONS);

    List<CallEvent> events = oneInEachPartition();
    await().until(() -> taken.containsAll(events));
    assertThat(ours.numbers()).hasSize(TestBus.PARTITIONS);
    stop(feed);
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
    KafkaFeed<CallRecord> feed =
        new KafkaFeed<>(
            FeedSource.ofCallRecords(),
            bus.get(KafkaTopics.class),
            bus.get(ClientProperties.class),
            bus.get(DeadLetters.class),
            bus.get(SimpleMeterRegistry.class));
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

  /** Injected as its services do it, by type. */
  static final class Importing {

    private final Feed<CallEvent> events;
    private final Feed<CallCommand> commands;
    private final Feed<InstructionOutcome> outcomes;

    Importing(
        Feed<CallEvent> events, Feed<CallCommand> commands, Feed<InstructionOutcome> outcomes) {
      this.events = events;
      this.commands = commands;
      this.outcomes = outcomes;
    }

    void follow(String group) {
      events.follow(group, _ -> Mono.empty());
      commands.follow(group, _ -> Mono.empty());
      outcomes.follow(group, _ -> Mono.empty());
    }

    boolean isReady() {
      return events.isReady() && commands.isReady() && outcomes.isReady();
    }
  }

  @Test
  void isABeanOfEachKindForTheServicesThatImportIt() {
    try (TestBus importing =
        TestBus.starting(
            TestKafka.bootstrapServers(),
            Map.of(),
            CallEventFeedConfiguration.class,
            CommandFeedConfiguration.class,
            InstructionOutcomeFeedConfiguration.class,
            Importing.class)) {
      Importing service = importing.get(Importing.class);
      service.follow(group);
      await().until(service::isReady);
    }
  }
}
