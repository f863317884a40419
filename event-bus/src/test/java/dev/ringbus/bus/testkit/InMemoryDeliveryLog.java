package dev.ringbus.bus.testkit;

import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CrmDelivery;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A {@link DeliveryLog} that keeps its records in a list. */
public final class InMemoryDeliveryLog implements DeliveryLog {

  private final InMemoryBroker broker;
  private final List<CrmDelivery> deliveries = new CopyOnWriteArrayList<>();

  public InMemoryDeliveryLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> record(List<CrmDelivery> recorded) {
    return broker.perform(() -> deliveries.addAll(recorded));
  }

  /** All that was recorded, in the order of its arrival. */
  public List<CrmDelivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** What was recorded of one call, in order. */
  public List<CrmDelivery> deliveries(CallKey call) {
    return deliveries.stream().filter(delivery -> delivery.key().equals(call)).toList();
  }
}
