package dev.ringbus.bus.kafka;

import dev.ringbus.wire.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What waits for the polls of calls; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class InstructionViewConfiguration {

  @Bean
  KafkaInstructionView instructionView(
      ClientProperties properties, KafkaTopics topics, DeadLetters deadLetters) {
    return new KafkaInstructionView(
        new CompactedTopic(Topics.INSTRUCTIONS, properties, topics, deadLetters));
  }

  @Bean
  BusLifecycle instructionViewLifecycle(KafkaInstructionView view) {
    return new BusLifecycle(BusLifecycle.SECOND, view::start, view::stop);
  }
}
