package dev.ringbus.bus.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a feed brings: {@code ringbus.feed.records}, and how often a batch had to come again: {@code
 * ringbus.feed.failures}.
 */
record FeedMeters(Counter handled, Counter failed) {

  static FeedMeters in(MeterRegistry meters, String topic, String group) {
    return new FeedMeters(
        Counter.builder("ringbus.feed.records")
            .description("records that were handled")
            .tag("topic", topic)
            .tag("group", group)
            .register(meters),
        Counter.builder("ringbus.feed.failures")
            .description("batches that could not be handled, and come again")
            .tag("topic", topic)
            .tag("group", group)
            .register(meters));
  }
}
