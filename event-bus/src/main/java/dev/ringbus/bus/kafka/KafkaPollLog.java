package dev.ringbus.bus.kafka;

import dev.ringbus.bus.PollLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.PollReport;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/** Polls on {@code ringbus.polls}. */
final class KafkaPollLog implements PollLog {

  private final Publisher publisher;
  private final CallPartitions partitions;
  private final Clock clock;

  KafkaPollLog(Publisher publisher, CallPartitions partitions, Clock clock) {
    this.publisher = publisher;
    this.partitions = partitions;
    this.clock = clock;
  }

  @Override
  public Mono<Void> report(Collection<CallKey> calls) {
    return Mono.defer(() -> publisher.publish(records(calls)));
  }

  private List<ProducerRecord<byte[], byte[]>> records(Collection<CallKey> calls) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    Map<Integer, List<CallKey>> byPartition =
        calls.stream().collect(Collectors.groupingBy(partitions::of));
    return byPartition.entrySet().stream()
        .map(each -> LiveCallRecords.of(new PollReport(now, each.getValue()), each.getKey()))
        .toList();
  }
}
