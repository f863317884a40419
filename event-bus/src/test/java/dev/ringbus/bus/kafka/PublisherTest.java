package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallEventType;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class PublisherTest {

  private final BusSettings settings =
      TestBus.settings(TestKafka.bootstrapServers(), TestBus.PARTITIONS);
  private final ClientProperties properties = new ClientProperties(settings);
  private final List<Producer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final KafkaTopics topics = new KafkaTopics(properties, TopicPlan.all(settings));
  private final Publisher publisher =
      publisher(() -> {
        producers.add(
            new KafkaProducer<>(
                properties.producer(), new ByteArraySerializer(), new ByteArraySerializer()));
        return producers.getLast();
      });

  private final ProducerRecord<byte[], byte[]> message =
      Records.of(Samples.event(Samples.newCall(), CallEventType.CALL_STARTED), Context.root());

  private Publisher publisher(Supplier<Producer<byte[], byte[]>> factory) {
    return new Publisher(factory, topics, Set.of(Topics.CALL_EVENTS), new SimpleMeterRegistry());
  }

  @BeforeEach
  void start() {
    topics.start();
    publisher.start();
    await().until(publisher::isOpen);
  }

  @AfterEach
  void stop() {
    publisher.stop();
    topics.stop();
  }

  @Test
  void opensAnotherProducerWhenOneIsDead() {
    Producer<byte[], byte[]> dead = producers.getLast();
    dead.close(Duration.ZERO);

    StepVerifier.create(publisher.publish(List.of(message))).verifyError(BrokerUnavailable.class);
    await().until(publisher::isOpen);

    StepVerifier.create(publisher.publish(List.of(message))).verifyComplete();
    assertThat(producers).last().isNotSameAs(dead);
  }

  @Test
  void keepsItsProducerWhenARecordIsTooLarge() {
    ProducerRecord<byte[], byte[]> large =
        new ProducerRecord<>(message.topic(), message.key(), new byte[2 * 1024 * 1024]);

    Producer<byte[], byte[]> kept = producers.getLast();

    StepVerifier.create(publisher.publish(List.of(large, message)))
        .verifyError(BrokerUnavailable.class);

    StepVerifier.create(publisher.publish(List.of(message))).verifyComplete();
    assertThat(producers).last().isSameAs(kept);
  }

  @Test
  void refusesWhatItCouldOnlyTakeByBlocking() {
    MockProducer<byte[], byte[]> unanswered =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    Publisher waiting = publisher(() -> unanswered);
    waiting.start();
    await().until(waiting::isOpen);
    ProducerRecord<byte[], byte[]> megabyte =
        new ProducerRecord<>(message.topic(), 0, message.key(), new byte[1_000_000]);
    AtomicInteger stored = new AtomicInteger();
    List<String> refused = new CopyOnWriteArrayList<>();
    Publisher.Completion completion =
        failure -> {
          if (failure == null) {
            stored.incrementAndGet();
          } else {
            refused.add(failure.getMessage());
          }
        };

    for (int i = 0; i < 20; i++) {
      waiting.send(megabyte, completion);
    }
    while (unanswered.completeNext()) {
      // the broker answers after all
    }
    waiting.send(megabyte, completion);
    unanswered.completeNext();

    assertThat(stored).hasValue(17);
    assertThat(refused)
        .hasSize(4)
        .containsOnly(
            "too much waits for the broker already to take a record of ringbus.call-events");
    waiting.stop();
  }
}
