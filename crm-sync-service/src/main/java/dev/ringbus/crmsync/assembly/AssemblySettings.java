package dev.ringbus.crmsync.assembly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calls are assembled, from {@code ringbus.crm-sync.*}.
 *
 * @param waitForRecordings how long the registration of an ended call waits for its recordings; one
 *     that comes later is attached afterwards
 * @param closeEvery how often calls are looked for whose end has not come in time
 * @param keep how long calls are kept after their last event. Events that are read again from the
 *     topic must find their call, so it is longer than the topic keeps them
 */
@ConfigurationProperties("ringbus.crm-sync")
record AssemblySettings(
    @DefaultValue("30s") Duration waitForRecordings,
    @DefaultValue("10s") Duration closeEvery,
    @DefaultValue("30d") Duration keep) {

  /** How long {@code ringbus.call-events} keeps its records. */
  private static final Duration EVENTS_ARE_KEPT = Duration.ofDays(14);

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  AssemblySettings {
    List<String> faults = new ArrayList<>();
    if (waitForRecordings.isNegative()) {
      faults.add("wait-for-recordings is 0 or longer, not " + waitForRecordings);
    }
    if (!closeEvery.isPositive()) {
      faults.add("close-every is longer than 0, not " + closeEvery);
    }
    if (keep.compareTo(EVENTS_ARE_KEPT) <= 0) {
      faults.add("keep is longer than the 14 days that events are kept, not " + keep);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.crm-sync." + String.join("; ringbus.crm-sync.", faults));
    }
  }
}
