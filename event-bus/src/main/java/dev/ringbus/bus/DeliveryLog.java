package dev.ringbus.bus;

import dev.ringbus.model.CrmDelivery;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where attempts to tell CRMs are recorded: the topic {@code ringbus.crm-deliveries}. */
public interface DeliveryLog {

  /** Completes when all are stored; fails with {@link BrokerUnavailable}. */
  Mono<Void> record(List<CrmDelivery> deliveries);
}
