package dev.ringbus.bus.kafka;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits for the polls of calls, on {@code ringbus.instructions}. */
final class KafkaInstructionLog implements InstructionLog {

  private final Publisher publisher;
  private final CompactedPartitions<WaitingInstruction> topic;
  private final Clock clock;

  KafkaInstructionLog(
      Publisher publisher, CompactedPartitions<WaitingInstruction> topic, Clock clock) {
    this.publisher = publisher;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public Mono<Void> put(WaitingInstruction instruction, Context trace) {
    return Mono.defer(() -> publisher.publish(List.of(InstructionRecords.of(instruction, trace))));
  }

  @Override
  public Mono<Void> remove(CallKey call, Context trace) {
    return Mono.defer(() -> {
      OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
      return publisher.publish(List.of(InstructionRecords.tombstone(call, now, trace)));
    });
  }

  @Override
  public Flux<WaitingInstruction> read(Set<Integer> partitions) {
    return topic.read(partitions);
  }
}
