package dev.ringbus.bus.kafka;

import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.model.CrmDelivery;
import java.util.List;
import reactor.core.publisher.Mono;

/** What was sent to CRMs, on {@code ringbus.crm-deliveries}. */
final class KafkaDeliveryLog implements DeliveryLog {

  private final Publisher publisher;

  KafkaDeliveryLog(Publisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Void> record(List<CrmDelivery> deliveries) {
    return Mono.defer(() -> publisher.publish(deliveries.stream().map(CallRecords::of).toList()));
  }
}
