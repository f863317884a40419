package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.testkit.ConfigurationContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.Configuration;
import dev.ringbus.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import reactor.test.StepVerifier;

@ResourceLock(Topics.CONFIG)
class KafkaConfigurationTest extends ConfigurationContract {

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
  protected ConfigurationStore store() {
    return bus.get(ConfigurationStore.class);
  }

  @Override
  protected ConfigurationView view() {
    return bus.get(ConfigurationView.class);
  }

  @Override
  protected ConfigurationStore storeWithoutBroker() {
    return new KafkaConfigurationStore(TestBus.NOWHERE, Clock.systemUTC(), Duration.ofMillis(300));
  }

  private static void writeRaw(String key, String value) {
    PlainKafka.write(
        new ProducerRecord<>(Topics.CONFIG, key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  @Test
  void keepsTheOthersAndTheFormerOneWhenAResourceCannotBeRead() {
    Configuration good =
        Configuration.of(List.of(Samples.plan("one", "v1"), Samples.plan("two", "v1")));
    StepVerifier.create(store().replace(Configuration.EMPTY, good)).verifyComplete();
    await().until(() -> view().current().equals(good));

    writeRaw("plan/one", "{\"id\": 1, ");
    Configuration changed =
        Configuration.of(List.of(Samples.plan("one", "v1"), Samples.plan("two", "v2")));
    StepVerifier.create(store().replace(good, changed)).verifyComplete();

    await().until(() -> view().current().equals(changed));
    await()
        .untilAsserted(() ->
            assertThat(PlainKafka.read(Topics.CONFIG + Topics.DEAD_LETTER_SUFFIX, "plan/one"))
                .last()
                .satisfies(letter -> {
                  assertThat(letter.value()).isEqualTo("{\"id\": 1, ");
                  assertThat(PlainKafka.headers(letter))
                      .containsEntry("kafka_dlt-original-topic", Topics.CONFIG)
                      .containsKeys(
                          "kafka_dlt-exception-cause-fqcn",
                          "kafka_dlt-exception-message",
                          "kafka_dlt-original-partition",
                          "kafka_dlt-original-offset");
                }));
    await().until(() -> bus.count("ringbus.dead-letters", "topic", Topics.CONFIG) > 0);
  }

  @Test
  void passesOverResourcesOfAKindThatOnlyANewerVersionKnows() {
    writeRaw("greeting/one", "{}");
    Configuration next = Configuration.of(List.of(Samples.plan("three", "v1")));
    StepVerifier.create(store().replace(Configuration.EMPTY, next)).verifyComplete();

    await().until(() -> view().current().equals(next));
    StepVerifier.create(store().read()).expectNext(next).verifyComplete();
  }

  @Test
  void isReadyOnlyWithAllThatWasThereAtItsStart() {
    Configuration before =
        Configuration.of(List.of(Samples.plan("one", "v1"), Samples.plan("two", "v1")));
    StepVerifier.create(store().replace(Configuration.EMPTY, before)).verifyComplete();

    try (TestBus later = TestBus.start()) {
      assertThat(later.get(ConfigurationView.class).current()).isEqualTo(before);
    }
  }

  /** Whatever begins with the first configuration would otherwise begin with the next change. */
  @Test
  void tellsWhoWaitsForItThatItIsReady() {
    Configuration before = Configuration.of(List.of(Samples.plan("one", "v1")));
    StepVerifier.create(store().replace(Configuration.EMPTY, before)).verifyComplete();
    var view =
        new KafkaConfigurationView(
            new CompactedTopic(
                Topics.CONFIG,
                bus.get(ClientProperties.class),
                bus.get(KafkaTopics.class),
                bus.get(DeadLetters.class)));

    StepVerifier.create(view.changes().filter(_ -> view.isReady()).next())
        .then(view::start)
        .expectNext(before)
        .expectComplete()
        .verify(Duration.ofSeconds(30));

    StepVerifier.create(view.stop()).verifyComplete();
  }
}
