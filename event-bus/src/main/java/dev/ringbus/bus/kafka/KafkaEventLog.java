package dev.ringbus.bus.kafka;

import dev.ringbus.bus.EventLog;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.core.publisher.Mono;

/** Call events on {@code ringbus.call-events}. */
final class KafkaEventLog implements EventLog {

  private final Publisher publisher;

  KafkaEventLog(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Void> append(List<CallEvent> events, Context trace) {
    return Mono.defer(
        () -> publisher.publish(events.stream().map(event -> Records.of(event, trace)).toList()));
  }
}
