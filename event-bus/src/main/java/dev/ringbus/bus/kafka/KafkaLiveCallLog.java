package dev.ringbus.bus.kafka;

import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Live calls on {@code ringbus.live-calls}. */
final class KafkaLiveCallLog implements LiveCallLog {

  private final Publisher publisher;
  private final CompactedPartitions<LiveCall> topic;
  private final CallPartitions partitions;
  private final Clock clock;

  KafkaLiveCallLog(
      Publisher publisher,
      CompactedPartitions<LiveCall> topic,
      CallPartitions partitions,
      Clock clock) {
    this.publisher = publisher;
    this.topic = topic;
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
    return topic.read(wanted);
  }

  @Override
  public int partition(CallKey call) {
    return partitions.of(call);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
