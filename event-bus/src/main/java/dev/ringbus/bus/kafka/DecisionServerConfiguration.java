package dev.ringbus.bus.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answering questions; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class DecisionServerConfiguration {

  @Bean
  KafkaDecisionServer decisionServer(
      Publisher publisher,
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> meters) {
    return new KafkaDecisionServer(
        publisher,
        topics,
        properties,
        deadLetters,
        BusConfiguration.clock(clock),
        QuestionMeters.in(BusConfiguration.registry(meters)));
  }

  /** Serving begins when routing says so, and ends here. */
  @Bean
  BusLifecycle decisionServerLifecycle(KafkaDecisionServer server) {
    return new BusLifecycle(BusLifecycle.SECOND, () -> {}, server::stop);
  }
}
