package dev.ringbus.bus.kafka;

import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What becomes of instructions for live calls; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class InstructionOutcomeFeedConfiguration {

  @Bean
  KafkaFeed<InstructionOutcome> instructionOutcomeFeed(
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      ObjectProvider<MeterRegistry> meters) {
    return new KafkaFeed<>(
        FeedSource.of(Topics.INSTRUCTION_OUTCOMES, InstructionOutcome.class),
        topics,
        properties,
        deadLetters,
        BusConfiguration.registry(meters));
  }

  /** Following begins when a service says so, and ends here. */
  @Bean
  BusLifecycle instructionOutcomeFeedLifecycle(KafkaFeed<InstructionOutcome> feed) {
    return new BusLifecycle(BusLifecycle.SECOND, () -> {}, feed::stop);
  }
}
