package dev.ringbus.crmsync.delivery;

import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Inquiries;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what dispatchers do: receipts on the topic, meters, and how each workspace does in the
 * store. Nobody waits for it.
 */
final class Journal implements Observer {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private final Receipts receipts;
  private final DeliveryMeters meters;
  private final Inquiries inquiries;
  private final String instance;
  private final Clock clock;

  /** Workspaces whose report is on its way: the next one tells what has changed since. */
  private final Set<String> reporting = ConcurrentHashMap.newKeySet();

  /**
   * @param instance the name of this process, unlike any other's
   */
  Journal(
      Receipts receipts, DeliveryMeters meters, Inquiries inquiries, String instance, Clock clock) {
    this.receipts = receipts;
    this.meters = meters;
    this.inquiries = inquiries;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public void ended(String crm, List<Ended> ended) {
    List<Ended> news = ended.stream().filter(Ended::isNews).toList();
    news.forEach(one -> meters.ended(crm, one));
    receipts.record(news.stream().map(Ended::record).toList());
  }

  @Override
  public void claimed(String crm, List<ClaimedDelivery> claims, Instant at) {
    meters.claimed(crm, claims, at);
  }

  @Override
  public void changed(String crm, Condition condition) {
    meters.changed(crm, condition);
    if (reporting.add(crm)) {
      inquiries
          .report(condition.report(crm, instance, clock.instant()))
          .doFinally(_ -> reporting.remove(crm))
          .subscribe(_ -> {}, e -> log.debug("How {} does is not stored", crm, e));
    }
  }

  /** Looks what waits in the outbox. */
  void look() {
    inquiries
        .workspaces(clock.instant())
        .subscribe(meters::waiting, e -> log.debug("What waits for CRMs is not known", e));
  }

  /** The workspace is not configured any more. */
  void gone(String crm) {
    meters.gone(crm);
  }
}
