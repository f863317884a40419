package dev.ringbus.bus.kafka;

import dev.ringbus.wire.Topics;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offering instructions; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class OfferLogConfiguration {

  @Bean
  KafkaOfferLog offerLog(
      Publisher publisher,
      ClientProperties properties,
      KafkaTopics topics,
      DeadLetters deadLetters,
      ObjectProvider<Clock> clock) {
    return new KafkaOfferLog(
        publisher,
        CompactedTopic.latest(
            Topics.INSTRUCTION_OUTCOMES,
            BusConfiguration.clock(clock),
            properties,
            topics,
            deadLetters));
  }

  @Bean
  BusLifecycle offerLogLifecycle(KafkaOfferLog log) {
    return new BusLifecycle(BusLifecycle.SECOND, log::start, log::stop);
  }
}
