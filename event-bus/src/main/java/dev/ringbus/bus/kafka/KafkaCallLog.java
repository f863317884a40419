package dev.ringbus.bus.kafka;

import dev.ringbus.bus.CallLog;
import dev.ringbus.model.Call;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import reactor.core.publisher.Mono;

/** Calls on {@code ringbus.calls}. */
final class KafkaCallLog implements CallLog {

  private final Publisher publisher;
  private final Clock clock;

  KafkaCallLog(Publisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public Mono<Void> publish(List<Call> calls) {
    return Mono.defer(() -> {
      OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
      return publisher.publish(calls.stream().map(call -> CallRecords.of(call, now)).toList());
    });
  }
}
