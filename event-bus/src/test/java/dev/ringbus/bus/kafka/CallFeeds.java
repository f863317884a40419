package dev.ringbus.bus.kafka;

import static dev.ringbus.bus.testkit.Samples.event;

import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Feeds of a bus, and what is written for them. */
final class CallFeeds {

  private static final int AT_ONCE = 100;

  private CallFeeds() {}

  static <T> KafkaFeed<T> of(TestBus bus, FeedSource<T> source) {
    return new KafkaFeed<>(
        source,
        bus.get(KafkaTopics.class),
        bus.get(ClientProperties.class),
        bus.get(DeadLetters.class),
        bus.get(SimpleMeterRegistry.class));
  }

  static KafkaFeed<CallEvent> ofEvents(TestBus bus) {
    return of(bus, FeedSource.of(Topics.CALL_EVENTS, CallEvent.class));
  }

  static void stop(Feed<?> feed) {
    StepVerifier.create(((KafkaFeed<?>) feed).stop()).verifyComplete();
  }

  /** A few at a time, as those who append do. */
  static void write(TestBus bus, List<CallEvent> events, Context trace) {
    StepVerifier.create(
            Flux.fromIterable(events)
                .buffer(AT_ONCE)
                .concatMap(some -> bus.get(EventLog.class).append(some, trace)))
        .verifyComplete();
  }

  static void write(TestBus bus, List<CallEvent> events) {
    write(bus, events, Context.root());
  }

  static void write(TestBus bus, CallEvent event) {
    write(bus, List.of(event));
  }

  static CallEvent started() {
    return event(Samples.newCall(), CallEventType.CALL_STARTED);
  }

  /** One event in each partition. */
  static List<CallEvent> oneInEachPartition(TestBus bus) {
    Map<Integer, CallEvent> found = new HashMap<>();
    while (found.size() < TestBus.PARTITIONS) {
      CallEvent event = started();
      write(bus, event);
      found.putIfAbsent(partition(event), event);
    }
    return List.copyOf(found.values());
  }

  private static int partition(CallEvent event) {
    return PlainKafka.read(Topics.CALL_EVENTS, event.key().toString()).getFirst().partition();
  }
}
