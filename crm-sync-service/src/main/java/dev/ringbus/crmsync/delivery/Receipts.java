package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.model.CrmDelivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what came of attempts on {@code ringbus.crm-deliveries}. No delivery waits for that, and
 * none is kept for a broker that is down: it is counted, and left out.
 */
final class Receipts {

  private static final Logger log = LoggerFactory.getLogger(Receipts.class);

  /** On their way at once: a broker that is slow must not fill the memory. */
  private static final int MAX_ON_THE_WAY = 10_000;

  private final DeliveryLog deliveryLog;
  private final Counter lost;
  private final AtomicInteger onTheWay = new AtomicInteger();

  Receipts(DeliveryLog deliveryLog, MeterRegistry registry) {
    this.deliveryLog = deliveryLog;
    this.lost =
        Counter.builder("ringbus.lost")
            .tag("what", "crm-deliveries")
            .description("What the broker did not take")
            .register(registry);
  }

  void record(List<CrmDelivery> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    if (onTheWay.addAndGet(receipts.size()) > MAX_ON_THE_WAY) {
      onTheWay.addAndGet(-receipts.size());
      lost.increment(receipts.size());
      return;
    }
    deliveryLog
        .record(receipts)
        .doFinally(_ -> onTheWay.addAndGet(-receipts.size()))
        .subscribe(_ -> {}, e -> lost(receipts, e));
  }

  private void lost(List<CrmDelivery> receipts, Throwable cause) {
    lost.increment(receipts.size());
    log.debug("Receipts of {} attempts are not recorded", receipts.size(), cause);
  }
}
