package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BusSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asking for decisions; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class DecisionClientConfiguration {

  @Bean
  KafkaDecisionClient decisionClient(
      Publisher publisher,
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      BusSettings settings,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> meters) {
    return new KafkaDecisionClient(
        publisher,
        topics,
        properties,
        deadLetters,
        settings,
        BusConfiguration.clock(clock),
        BusConfiguration.registry(meters));
  }

  @Bean
  BusLifecycle decisionClientLifecycle(KafkaDecisionClient client) {
    return new BusLifecycle(BusLifecycle.SECOND, client::start, client::stop);
  }
}
