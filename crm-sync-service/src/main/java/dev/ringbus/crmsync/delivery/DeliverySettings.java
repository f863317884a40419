package dev.ringbus.crmsync.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are made, from {@code ringbus.crm-sync.delivery.*}. All of it holds for each
 * workspace by itself.
 *
 * @param lease how long a claim holds: a delivery of a process that died is taken up again after it
 * @param answerWithin how long one operation may take in all, with a renewed access key and a
 *     question after a lost answer; below the lease, so that two never send the same
 * @param lookEvery how often the outbox is looked at unasked, for what other instances put into it
 * @param gather how long results are gathered before they are written together
 * @param uploads recordings on their way at once
 * @param operationsPerSecond the most that a workspace is ever given; it is given less when it asks
 *     for that
 * @param waitForFiles how long a registration waits for recordings that must be uploaded again
 * @param reportEvery how often a workspace's state is stored for people to see
 * @param stopWithin how long operations may still take when the service stops
 */
@ConfigurationProperties("ringbus.crm-sync.delivery")
public record DeliverySettings(
    @DefaultValue("30s") Duration lease,
    @DefaultValue("22s") Duration answerWithin,
    @DefaultValue("500ms") Duration lookEvery,
    @DefaultValue("3ms") Duration gather,
    @DefaultValue("4") int uploads,
    @DefaultValue("2000") int operationsPerSecond,
    @DefaultValue("30s") Duration waitForFiles,
    @DefaultValue("5s") Duration reportEvery,
    @DefaultValue("10s") Duration stopWithin) {

  /** What there is left of a lease when an answer comes at the last moment, to write it down. */
  static final Duration MARGIN = Duration.ofSeconds(3);

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public DeliverySettings {
    List<String> faults = new ArrayList<>();
    positive("lease", lease, faults);
    positive("answer-within", answerWithin, faults);
    positive("look-every", lookEvery, faults);
    positive("gather", gather, faults);
    positive("wait-for-files", waitForFiles, faults);
    positive("report-every", reportEvery, faults);
    positive("stop-within", stopWithin, faults);
    if (answerWithin.plus(MARGIN).compareTo(lease) > 0) {
      faults.add(
          "answer-within is at least %d s shorter than lease (%s), not %s"
              .formatted(MARGIN.toSeconds(), lease, answerWithin));
    }
    if (uploads < 1) {
      faults.add("uploads is 1 or more, not " + uploads);
    }
    if (operationsPerSecond < 1) {
      faults.add("operations-per-second is 1 or more, not " + operationsPerSecond);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.crm-sync.delivery." + String.join("; ringbus.crm-sync.delivery.", faults));
    }
  }

  private static void positive(String name, Duration duration, List<String> faults) {
    if (!duration.isPositive()) {
      faults.add(name + " is more than 0, not " + duration);
    }
  }

  static DeliverySettings defaults() {
    return new DeliverySettings(
        Duration.ofSeconds(30),
        Duration.ofSeconds(22),
        Duration.ofMillis(500),
        Duration.ofMillis(3),
        4,
        2000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }
}
