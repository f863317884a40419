package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.model.CallKey;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Which partition a call's records are in. A producer finds it by the key; who reads a topic by its
 * partitions, or writes one record for many calls, has to know it as well.
 */
final class CallPartitions {

  private final KafkaTopics topics;
  private final String topic;
  private final Disposable.Swap waiting = Disposables.swap();
  private volatile @Nullable PartitionCounts counts;

  /**
   * @param topic whose partitions are counted
   */
  CallPartitions(KafkaTopics topics, String topic) {
    this.topics = topics;
    this.topic = topic;
  }

  /** Waits for the topics. */
  void start() {
    waiting.update(topics.ensured().subscribe(found -> counts = found));
  }

  void stop() {
    waiting.dispose();
  }

  /** As Kafka's producers do it, and every client of every language by default: by murmur2. */
  int of(CallKey call) {
    PartitionCounts found = counts;
    if (found == null) {
      throw new BrokerUnavailable("no broker has been reached to say how calls are shared", null);
    }
    return Utils.toPositive(Utils.murmur2(call.toString().getBytes(UTF_8))) % found.of(topic);
  }
}
