package dev.ringbus.bus.kafka;

import static dev.ringbus.bus.testkit.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerHealth;
import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A broker that goes away and comes back, under a bus that stays. */
class OutageTest {

  /** Ample: an assertion that it ends, not how quickly. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path directory;

  private static EmbeddedKafka kafka;
  private static TestBus bus;

  @BeforeAll
  static void start() {
    kafka = new EmbeddedKafka(directory, 0);
    kafka.start();
    bus =
        TestBus.starting(
            kafka.bootstrapServers(),
            Map.of(),
            DecisionClientConfiguration.class,
            DecisionServerConfiguration.class);
    bus.get(DecisionServer.class).serve((request, _) -> Mono.just(Samples.reply(request)));
  }

  @AfterAll
  static void stop() {
    bus.close();
    kafka.close();
  }

  /** After the outage of the test before. */
  @BeforeEach
  void isUp() {
    kafka.start();
    bus.awaitReady();
    await().atMost(LIMIT).until(() -> isReady() && isStored());
  }

  private static boolean isStored() {
    return stores(event(Samples.newCall(), CallEventType.CALL_STARTED));
  }

  private static boolean isReady() {
    return bus.get(DecisionClient.class).isReady() && bus.get(DecisionServer.class).isReady();
  }

  private static Mono<Void> append(CallEvent event) {
    return bus.get(EventLog.class).append(List.of(event), Context.root());
  }

  private Mono<DecisionReply> ask(Duration time) {
    return bus.get(DecisionClient.class)
        .ask(Samples.question(Instant.now().plus(time)), Context.root());
  }

  @Test
  void keepsWhatWasAcknowledgedWhileTheBrokerStopsAndStarts() {
    Set<String> stored = ConcurrentHashMap.newKeySet();
    Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    Flux<CallEvent> load =
        Flux.interval(Duration.ofMillis(1))
            .onBackpressureDrop()
            .map(_ -> event(Samples.newCall(), CallEventType.CALL_STARTED))
            .flatMap(
                event ->
                    append(event)
                        .doOnSuccess(_ -> stored.add(event.id()))
                        .doOnError(failures::add)
                        .onErrorComplete()
                        .thenReturn(event),
                4_096);
    var running = load.subscribe();
    await().until(() -> stored.size() > 100);

    kafka.stop();
    await().atMost(LIMIT).until(() -> failures.size() > 100);
    kafka.start();
    int before = stored.size();
    await().atMost(LIMIT).until(() -> stored.size() > before + 100);
    running.dispose();

    assertThat(failures).hasOnlyElementsOfType(BrokerUnavailable.class);
    Set<String> found = new HashSet<>();
    PlainKafka.readAll(kafka.bootstrapServers(), Topics.CALL_EVENTS)
        .forEach(message -> found.add(PlainKafka.headers(message).get("ce_id")));
    assertThat(found).containsAll(stored);
  }

  @Test
  void answersAQuestionWithNothingOrAFailureAndRecovers() {
    StepVerifier.create(ask(LIMIT)).expectNextCount(1).verifyComplete();

    kafka.stop();
    StepVerifier.create(ask(Duration.ofMillis(100)).onErrorComplete(BrokerUnavailable.class))
        .expectComplete()
        .verify(LIMIT);
    StepVerifier.create(ask(LIMIT)).expectError(BrokerUnavailable.class).verify(LIMIT);
    StepVerifier.create(bus.get(BrokerHealth.class).check()).verifyError(BrokerUnavailable.class);
    kafka.start();

    StepVerifier.create(bus.get(BrokerHealth.class).check().retry(20)).verifyComplete();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> ask(Duration.ofSeconds(1)).blockOptional().isPresent());
  }

  @Test
  void refusesAtOnceAfterALongerOutageAndRecovers() {
    CallEvent event = event(Samples.newCall(), CallEventType.CALL_STARTED);
    Publisher publisher = bus.get(Publisher.class);

    kafka.stop();
    await()
        .atMost(LIMIT)
        .until(() -> {
          StepVerifier.create(append(event)).verifyError(BrokerUnavailable.class);
          return !publisher.isOpen();
        });
    kafka.start();
    await().atMost(LIMIT).until(publisher::isOpen);

    StepVerifier.create(append(event)).verifyComplete();
  }

  @Test
  void showsWhatChangedAfterTheBrokerCameBack() {
    ConfigurationView view = bus.get(ConfigurationView.class);
    ConfigurationStore store = bus.get(ConfigurationStore.class);
    Configuration first = Configuration.of(List.of(Samples.plan("one", "v1")));
    Configuration second = Configuration.of(List.of(Samples.plan("one", "v2")));
    StepVerifier.create(store.replace(Configuration.EMPTY, first)).verifyComplete();
    await().until(() -> view.current().equals(first));

    kafka.stop();
    assertThat(view.current()).isEqualTo(first);
    kafka.start();
    StepVerifier.create(store.replace(first, second).retry(5)).verifyComplete();

    await().atMost(LIMIT).until(() -> view.current().equals(second));
  }

  @Test
  void startsBeforeItsBroker() {
    kafka.stop();
    try (TestBus early =
        TestBus.starting(kafka.bootstrapServers(), Map.of(), DecisionClientConfiguration.class)) {
      CallEvent event = event(Samples.newCall(), CallEventType.CALL_STARTED);
      StepVerifier.create(early.get(EventLog.class).append(List.of(event), Context.root()))
          .verifyError(BrokerUnavailable.class);
      assertThat(early.get(ConfigurationView.class).isReady()).isFalse();

      kafka.start();

      early.awaitReady();
      StepVerifier.create(early.get(EventLog.class).append(List.of(event), Context.root()))
          .verifyComplete();
    }
  }

  @Test
  void feedsWhatComesAfterTheBrokerCameBack() {
    CallEvent before = event(Samples.newCall(), CallEventType.CALL_STARTED);
    CallEvent after = event(Samples.newCall(), CallEventType.CALL_STARTED);
    KafkaFeed<CallEvent> feed = CallFeeds.ofEvents(bus);
    List<CallEvent> taken = new CopyOnWriteArrayList<>();
    feed.follow("test-outage", batch -> Mono.fromRunnable(() -> taken.addAll(batch)));
    StepVerifier.create(append(before)).verifyComplete();
    await().atMost(LIMIT).until(() -> feed.isReady() && taken.contains(before));

    kafka.stop();
    await().atMost(LIMIT).until(() -> !feed.isReady());
    kafka.start();
    await().atMost(LIMIT).until(() -> stores(after));

    await().atMost(LIMIT).until(() -> feed.isReady() && taken.contains(after));
    StepVerifier.create(feed.stop()).verifyComplete();
  }

  private static boolean stores(CallEvent event) {
    return Boolean.TRUE.equals(append(event).thenReturn(true).onErrorReturn(false).block(LIMIT));
  }
}
