package dev.ringbus.bus.kafka;

import dev.ringbus.model.CallEvent;
import dev.ringbus.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens in calls; imported beside {@link BusConfiguration}. */
@Configuration(proxyBeanMethods = false)
public class CallEventFeedConfiguration {

  @Bean
  KafkaFeed<CallEvent> callEventFeed(
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      ObjectProvider<MeterRegistry> meters) {
    return new KafkaFeed<>(
        FeedSource.of(Topics.CALL_EVENTS, CallEvent.class),
        topics,
        properties,
        deadLetters,
        BusConfiguration.registry(meters));
  }

  /** Following begins when a service says so, and ends here. */
  @Bean
  BusLifecycle callEventFeedLifecycle(KafkaFeed<CallEvent> feed) {
    return new BusLifecycle(BusLifecycle.SECOND, () -> {}, feed::stop);
  }
}
