package dev.ringbus.bus.kafka;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.model.CallCommand;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.core.publisher.Mono;

/** Commands on {@code ringbus.commands}. */
final class KafkaCommandLog implements CommandLog {

  private final Publisher publisher;

  KafkaCommandLog(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Void> append(CallCommand command, Context trace) {
    return Mono.defer(() -> publisher.publish(List.of(CallRecords.of(command, trace))));
  }
}
