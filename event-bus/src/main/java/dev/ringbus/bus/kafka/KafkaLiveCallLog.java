package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import dev.ringbus.wire.UnreadableRecord;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Live calls on {@code ringbus.live-calls}. */
final class KafkaLiveCallLog implements LiveCallLog {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLiveCallLog.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** A hundred thousand calls are read within a second or two. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Publisher publisher;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CallPartitions partitions;
  private final Clock clock;

  /**
   * @param consumers without a group; each reading has one of its own
   */
  KafkaLiveCallLog(
      Publisher publisher,
      Supplier<Consumer<byte[], byte[]>> consumers,
      CallPartitions partitions,
      Clock clock) {
    this.publisher = publisher;
    this.consumers = consumers;
    this.partitions = partitions;
    this.clock = clock;
  }

  @Override
  public Mono<Void> put(LiveCall call, Context trace) {
    return Mono.defer(() -> publisher.publish(List.of(LiveCallRecords.of(call, now(), trace))));
  }

  @Override
  public Mono<Void> remove(CallKey call, Context trace) {
    return Mono.defer(
        () -> publisher.publish(List.of(LiveCallRecords.tombstone(call, now(), trace))));
  }

  @Override
  public Flux<LiveCall> read(Set<Integer> wanted) {
    return wanted.isEmpty()
        ? Flux.empty()
        : Mono.fromCallable(() -> readAll(wanted))
            .subscribeOn(Schedulers.boundedElastic())
            .timeout(LIMIT)
            .onErrorMap(failure ->
                new BrokerUnavailable("the live calls could not be read: " + failure, failure))
            .flatMapIterable(calls -> calls);
  }

  private Collection<LiveCall> readAll(Set<Integer> wanted) {
    List<TopicPartition> assigned =
        wanted.stream().map(number -> new TopicPartition(Topics.LIVE_CALLS, number)).toList();
    Map<String, LiveCall> calls = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
      while (!ConfigRecords.hasReached(ends, consumer)) {
        consumer.poll(POLL).forEach(message -> apply(message, calls));
      }
    }
    return calls.values();
  }

  /** A call that cannot be read is as one of which nothing is known. */
  private static void apply(ConsumerRecord<byte[], byte[]> message, Map<String, LiveCall> calls) {
    String key = LiveCallRecords.key(message.key());
    if (message.value() == null) {
      calls.remove(key);
      return;
    }
    try {
      calls.put(key, Json.read(message.value(), LiveCall.class));
    } catch (UnreadableRecord e) {
      calls.remove(key);
      LOG.warn(
          "passing over the live call in partition {} at {}: {}",
          message.partition(),
          message.offset(),
          e.getMessage());
    }
  }

  @Override
  public int partition(CallKey call) {
    return partitions.of(call);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
