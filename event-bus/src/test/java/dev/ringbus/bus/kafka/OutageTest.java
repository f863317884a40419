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
  private static final Duration LIMIT = Duration.ofSeconds(60);

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
    await().until(() -> isReady() && stores(started()));
  }

  private static CallEvent started() {
    return event(Samples.newCall(), CallEventType.CALL_STARTED);
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
            .map(_ -> started())
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
    await().until(() -> failures.size() > 100);
    kafka.start();
    int before = stored.size();
    await().until(() -> stored.size() > before + 100);
    running.dispose();
    Set<String> acknowledged = Set.copyOf(stored);

    assertThat(failures).hasOnlyElementsOfType(BrokerUnavailable.class);
    Set<String> found = new HashSet<>();
    PlainKafka.readAll(kafka.bootstrapServers(), Topics.CALL_EVENTS)
        .forEach(message -> found.add(PlainKafka.headers(message).get("ce_id")));
    assertThat(found).containsAll(acknowledged);
  }

  @Test
  void answersAQuestionWithNothingOrAFailureAndRecovers() {
    awaitReply();
    kafka.stop();
    StepVerifier.create(ask(Duration.ofMillis(100)).onErrorComplete(BrokerUnavailable.class))
        .expectComplete()
        .verify(LIMIT);
    StepVerifier.create(ask(LIMIT)).expectError(BrokerUnavailable.class).verify(LIMIT);
    StepVerifier.create(bus.get(BrokerHealth.class).check()).verifyError(BrokerUnavailable.class);
    kafka.start();

    await().until(() -> succeeds(bus.get(BrokerHealth.class).check()));
    awaitReply();
  }

  /** The broker may be too busy for the first of them. */
  private void awaitReply() {
    await().until(() -> succeeds(ask(Duration.ofSeconds(5)).single()));
  }

  @Test
  void refusesAtOnceAfterALongerOutageAndRecovers() {
    CallEvent event = started();
    Publisher publisher = bus.get(Publisher.class);
    kafka.stop();
    await()
        .until(() -> {
          StepVerifier.create(append(event)).verifyError(BrokerUnavailable.class);
          return !publisher.isOpen();
        });
    kafka.start();
    await().until(() -> publisher.isOpen() && stores(event));
  }

  @Test
  void showsWhatChangedAfterTheBrokerCameBack() {
    ConfigurationView view = bus.get(ConfigurationView.class);
    ConfigurationStore store = bus.get(ConfigurationStore.class);
    Configuration first = Configuration.of(List.of(Samples.plan("one", "v1")));
    Configuration second = Configuration.of(List.of(Samples.plan("one", "v2")));
    await().until(() -> succeeds(store.replace(Configuration.EMPTY, first)));
    await().until(() -> view.current().equals(first));

    kafka.stop();
    assertThat(view.current()).isEqualTo(first);
    kafka.start();
    await().until(() -> succeeds(store.replace(first, second)));
    await().until(() -> view.current().equals(second));
  }

  @Test
  void startsBeforeItsBroker() {
    kafka.stop();
    try (TestBus early =
        TestBus.starting(kafka.bootstrapServers(), Map.of(), DecisionClientConfiguration.class)) {
      Mono<Void> appended = early.get(EventLog.class).append(List.of(started()), Context.root());
      StepVerifier.create(appended).verifyError(BrokerUnavailable.class);
      assertThat(early.get(ConfigurationView.class).isReady()).isFalse();

      kafka.start();

      early.awaitReady();
      await().until(() -> succeeds(appended));
    }
  }

  @Test
  void feedsWhatComesAfterTheBrokerCameBack() {
    CallEvent before = started();
    CallEvent after = started();
    KafkaFeed<CallEvent> feed = CallFeeds.ofEvents(bus);
    List<CallEvent> taken = new CopyOnWriteArrayList<>();
    feed.follow("test-outage", batch -> Mono.fromRunnable(() -> taken.addAll(batch)));
    await().until(() -> stores(before));
    await().until(() -> feed.isReady() && taken.contains(before));
    kafka.stop();
    await().until(() -> !feed.isReady());
    kafka.start();
    await().until(() -> stores(after));
    await().until(() -> feed.isReady() && taken.contains(after));
    StepVerifier.create(feed.stop()).verifyComplete();
  }

  private static boolean stores(CallEvent event) {
    return succeeds(append(event));
  }

  private static boolean succeeds(Mono<?> attempt) {
    return Boolean.TRUE.equals(attempt.thenReturn(true).onErrorReturn(false).block(LIMIT));
  }
}
