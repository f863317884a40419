package dev.ringbus.bus.kafka;

import dev.ringbus.bus.CallRecord;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * All that says what is to be done with live calls, call by call; imported beside {@link
 * BusConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
public class CallRecordFeedConfiguration {

  @Bean
  KafkaFeed<CallRecord> callRecordFeed(
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      ObjectProvider<MeterRegistry> meters) {
    return new KafkaFeed<>(
        FeedSource.ofCallRecords(),
        topics,
        properties,
        deadLetters,
        BusConfiguration.registry(meters));
  }

  /** Following begins when a service says so, and ends here. */
  @Bean
  BusLifecycle callRecordFeedLifecycle(KafkaFeed<CallRecord> feed) {
    return new BusLifecycle(BusLifecycle.SECOND, () -> {}, feed::stop);
  }
}
