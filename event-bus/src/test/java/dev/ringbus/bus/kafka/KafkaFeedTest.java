package dev.ringbus.bus.kafka;

import static dev.ringbus.bus.testkit.Samples.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.Feed;
import dev.ringbus.bus.UnfitRecords;
import dev.ringbus.bus.testkit.FeedContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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
    return CallFeeds.ofEvents(bus);
  }

  @Override
  protected void stop(Feed<CallEvent> feed) {
    CallFeeds.stop(feed);
  }

  @Override
  protected void write(List<CallEvent> events, Context trace) {
    CallFeeds.write(bus, events, trace);
  }

  @Test
  void makesADeadLetterOfWhatCannotBeReadAndGoesOn() {
    CallEvent before = CallFeeds.started();
    String key = before.key().toString();
    CallFeeds.write(bus, before);
    PlainKafka.write(
        new ProducerRecord<>(
            Topics.CALL_EVENTS, key.getBytes(UTF_8), "{\"id\": 1".getBytes(UTF_8)));
    PlainKafka.write(new ProducerRecord<>(Topics.CALL_EVENTS, key.getBytes(UTF_8), null));
    CallEvent after = event(before.callId(), CallEventType.CALL_ENDED);
    CallFeeds.write(bus, after);
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
  void makesADeadLetterWithItsCauseOfWhatItsHandlerFindsUnfit() {
    CallEvent poison = CallFeeds.started();
    CallFeeds.write(bus, poison);
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch ->
            batch.contains(poison)
                ? Mono.error(
                    new UnfitRecords(List.of(poison), new IllegalStateException("a fault of ours")))
                : Mono.empty());

    await()
        .untilAsserted(() ->
            assertThat(
                    PlainKafka.read(
                        Topics.CALL_EVENTS + Topics.DEAD_LETTER_SUFFIX, poison.key().toString()))
                .singleElement()
                .satisfies(letter -> {
                  assertThat(letter.value()).contains(poison.id());
                  assertThat(
                          new String(
                              letter.headers().lastHeader("kafka_dlt-exception-message").value(),
                              UTF_8))
                      .contains("a fault of ours");
                }));
    stop(feed);
  }

  @Test
  void goesOnInTheOtherPartitionsWhileOneFails() {
    List<CallEvent> events = CallFeeds.oneInEachPartition(bus);
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

  @Test
  void bringsManyCallsWithoutLossAndEachInOrder() {
    List<CallId> calls = Stream.generate(Samples::newCall).limit(300).toList();
    Map<CallId, List<CallEvent>> written = new HashMap<>();
    for (CallEventType type :
        List.of(CallEventType.CALL_STARTED, CallEventType.LEG_RINGING, CallEventType.CALL_ENDED)) {
      List<CallEvent> events = calls.stream().map(call -> event(call, type)).toList();
      events.forEach(event ->
          written.computeIfAbsent(event.callId(), _ -> new CopyOnWriteArrayList<>()).add(event));
      CallFeeds.write(bus, events);
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
