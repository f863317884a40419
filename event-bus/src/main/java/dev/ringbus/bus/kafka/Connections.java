package dev.ringbus.bus.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consumer is connected to a broker. Its assignment does not say so: that stays for as
 * long as nobody takes it away.
 */
record Connections(@Nullable Metric count) {

  static final Connections NONE = new Connections(null);

  static Connections of(Consumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(entry ->
            entry.getKey().name().equals("connection-count")
                && entry.getKey().group().equals("consumer-metrics"))
        .findFirst()
        .map(entry -> new Connections(entry.getValue()))
        .orElse(NONE);
  }

  boolean areOpen() {
    return count != null && count.metricValue() instanceof Number open && open.doubleValue() > 0;
  }
}
