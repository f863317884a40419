package dev.ringbus.crmsync.benchmark;

import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.Receipt;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How old live notices are when the CRM has them, from when the event happened: a little more than
 * from its acknowledgement.
 */
final class NoticeAges {

  private final Histogram millis = new Histogram(3);
  private long registered;

  NoticeAges(KonturCrm crm) {
    crm.watch(this::add);
  }

  private synchronized void add(Receipt receipt) {
    switch (receipt.operation()) {
      case CALL_STARTED, CALL_EVENT, CALL_FINISHED -> {
        if (receipt.timestamp() != null) {
          Duration age = Duration.between(receipt.timestamp().toInstant(), receipt.receivedAt());
          millis.recordValue(Math.max(0, age.toMillis()));
        }
      }
      case REGISTER_CALL -> registered++;
      default -> {}
    }
  }

  synchronized long registered() {
    return registered;
  }

  /** The figures since they were last asked for. */
  synchronized String take() {
    String text =
        "%,d live notices: p50 %d ms, p99 %d ms, p99.9 %d ms, max %d ms"
            .formatted(
                millis.getTotalCount(),
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(99),
                millis.getValueAtPercentile(99.9),
                millis.getMaxValue());
    millis.reset();
    return text;
  }
}
