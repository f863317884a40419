package dev.ringbus.bus.kafka;

import dev.ringbus.model.CallCommand;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What CRMs and people want done to calls; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class CommandFeedConfiguration {

  @Bean
  KafkaFeed<CallCommand> commandFeed(
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      ObjectProvider<MeterRegistry> meters) {
    return new KafkaFeed<>(
        FeedSource.of(Topics.COMMANDS, CallCommand.class),
        topics,
        properties,
        deadLetters,
        BusConfiguration.registry(meters));
  }

  /** Following begins when a service says so, and ends here. */
  @Bean
  BusLifecycle commandFeedLifecycle(KafkaFeed<CallCommand> feed) {
    return new BusLifecycle(BusLifecycle.SECOND, () -> {}, feed::stop);
  }
}
