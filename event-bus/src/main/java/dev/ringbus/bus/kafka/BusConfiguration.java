package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.CallLog;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.bus.PollLog;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/**
 * The ports that every service has: publishing and configuration. Creates the topics that are
 * missing. A {@code Clock} and a {@code MeterRegistry} are used where there are such beans.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BusSettings.class)
public class BusConfiguration {

  @Bean
  ClientProperties ringbusClientProperties(BusSettings settings) {
    return new ClientProperties(settings);
  }

  @Bean
  KafkaTopics ringbusTopics(ClientProperties properties, BusSettings settings) {
    return new KafkaTopics(properties, TopicPlan.all(settings));
  }

  @Bean
  @Primary
  Publisher ringbusPublisher(
      ClientProperties properties, KafkaTopics topics, ObjectProvider<MeterRegistry> meters) {
    return new Publisher(
        () -> producer(properties.producer()),
        topics,
        Set.of(
            Topics.CALL_EVENTS,
            Topics.DECISION_REQUESTS,
            Topics.DECISION_REPLIES,
            // A poll waits for the record that it is offered something.
            Topics.INSTRUCTION_OUTCOMES),
        registry(meters));
  }

  /** Apart from what callers wait for, so that it can gather records before it sends. */
  @Bean
  Publisher ringbusJournal(
      ClientProperties properties, KafkaTopics topics, ObjectProvider<MeterRegistry> meters) {
    return new Publisher(
        () -> producer(properties.gatheringProducer()),
        topics,
        Set.of(Topics.DECISIONS),
        registry(meters));
  }

  /** Apart from what callers wait for, so that it can have more patience. */
  @Bean
  Publisher ringbusSteadyPublisher(
      ClientProperties properties, KafkaTopics topics, ObjectProvider<MeterRegistry> meters) {
    return new Publisher(
        () -> producer(properties.steadyProducer()),
        topics,
        Set.of(
            Topics.CALLS,
            Topics.COMMANDS,
            Topics.CRM_DELIVERIES,
            Topics.INSTRUCTIONS,
            Topics.INSTRUCTION_OUTCOMES,
            Topics.LIVE_CALLS,
            Topics.POLLS),
        registry(meters));
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  DeadLetters ringbusDeadLetters(
      ClientProperties properties, ObjectProvider<MeterRegistry> meters) {
    return new DeadLetters(properties, registry(meters));
  }

  @Bean
  EventLog eventLog(Publisher publisher) {
    return new KafkaEventLog(publisher);
  }

  @Bean
  DecisionLog decisionLog(@Qualifier("ringbusJournal") Publisher journal) {
    return new KafkaDecisionLog(journal);
  }

  @Bean
  CallLog callLog(
      @Qualifier("ringbusSteadyPublisher") Publisher publisher, ObjectProvider<Clock> clock) {
    return new KafkaCallLog(publisher, clock(clock));
  }

  @Bean
  DeliveryLog deliveryLog(@Qualifier("ringbusSteadyPublisher") Publisher publisher) {
    return new KafkaDeliveryLog(publisher);
  }

  @Bean
  CommandLog commandLog(@Qualifier("ringbusSteadyPublisher") Publisher publisher) {
    return new KafkaCommandLog(publisher);
  }

  @Bean
  InstructionLog instructionLog(
      @Qualifier("ringbusSteadyPublisher") Publisher publisher,
      ClientProperties properties,
      ObjectProvider<Clock> clock) {
    return new KafkaInstructionLog(
        publisher,
        new CompactedPartitions<>(
            Topics.INSTRUCTIONS, WaitingInstruction.class, readers(properties)),
        clock(clock));
  }

  @Bean
  InstructionOutcomeLog instructionOutcomeLog(
      @Qualifier("ringbusSteadyPublisher") Publisher publisher) {
    return new KafkaInstructionOutcomeLog(publisher);
  }

  @Bean
  CallPartitions ringbusCallPartitions(KafkaTopics topics) {
    return new CallPartitions(topics, Topics.CALL_EVENTS);
  }

  @Bean
  LiveCallLog liveCallLog(
      @Qualifier("ringbusSteadyPublisher") Publisher publisher,
      ClientProperties properties,
      CallPartitions partitions,
      ObjectProvider<Clock> clock) {
    return new KafkaLiveCallLog(
        publisher,
        new CompactedPartitions<>(Topics.LIVE_CALLS, LiveCall.class, readers(properties)),
        partitions,
        clock(clock));
  }

  private static Supplier<Consumer<byte[], byte[]>> readers(ClientProperties properties) {
    return () ->
        new KafkaConsumer<>(
            properties.patientReader(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Bean
  PollLog pollLog(
      @Qualifier("ringbusSteadyPublisher") Publisher publisher,
      CallPartitions partitions,
      ObjectProvider<Clock> clock) {
    return new KafkaPollLog(publisher, partitions, clock(clock));
  }

  @Bean
  KafkaConfigurationView configurationView(
      ClientProperties properties, KafkaTopics topics, DeadLetters deadLetters) {
    return new KafkaConfigurationView(
        new CompactedTopic(Topics.CONFIG, properties, topics, deadLetters));
  }

  @Bean
  ConfigurationStore configurationStore(BusSettings settings, ObjectProvider<Clock> clock) {
    return new KafkaConfigurationStore(settings, clock(clock));
  }

  @Bean
  KafkaBrokerHealth brokerHealth(ClientProperties properties) {
    return new KafkaBrokerHealth(properties);
  }

  @Bean
  BusLifecycle ringbusLifecycle(
      KafkaTopics topics,
      Publisher publisher,
      @Qualifier("ringbusJournal") Publisher journal,
      @Qualifier("ringbusSteadyPublisher") Publisher steady,
      CallPartitions partitions,
      KafkaConfigurationView view,
      DeadLetters deadLetters,
      KafkaBrokerHealth health) {
    return new BusLifecycle(
        BusLifecycle.FIRST,
        () -> {
          topics.start();
          partitions.start();
          publisher.start();
          journal.start();
          steady.start();
          view.start();
        },
        () ->
            view.stop()
                .then(
                    Mono.fromRunnable(() -> {
                      partitions.stop();
                      topics.stop();
                      publisher.stop();
                      journal.stop();
                      steady.stop();
                      deadLetters.stop();
                      health.stop();
                    })));
  }

  static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
    return meters.getIfAvailable(CompositeMeterRegistry::new);
  }

  static Clock clock(ObjectProvider<Clock> clock) {
    return clock.getIfAvailable(Clock::systemUTC);
  }
}
