package dev.ringbus.crmsync.assembly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calls are assembled, from {@code ringbus.crm-sync.*}.
 *
 * @param registerAfter how long the registration of an ended call waits for events that the end has
 *     overtaken: a call whose answer comes later stays registered as missed
 * @param waitForRecordings how long the registration of an ended call waits for its recordings; one
 *     that comes later is attached afterwards
 * @param closeEvery how often calls are looked for whose end has not come in time. Nothing is
 *     closed before events have come as they happen for as long: after a pause the end may be on
 *     its way
 * @param forgetEvery how often calls are removed that the store keeps no longer
 */
@ConfigurationProperties("ringbus.crm-sync")
record AssemblySettings(
    @DefaultValue("2s") Duration registerAfter,
    @DefaultValue("30s") Duration waitForRecordings,
    @DefaultValue("10s") Duration closeEvery,
    @DefaultValue("1h") Duration forgetEvery) {

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  AssemblySettings {
    List<String> faults = new ArrayList<>();
    if (registerAfter.isNegative()) {
      faults.add("register-after is 0 or longer, not " + registerAfter);
    }
    if (waitForRecordings.isNegative()) {
      faults.add("wait-for-recordings is 0 or longer, not " + waitForRecordings);
    }
    if (!closeEvery.isPositive()) {
      faults.add("close-every is longer than 0, not " + closeEvery);
    }
    if (!forgetEvery.isPositive()) {
      faults.add("forget-every is longer than 0, not " + forgetEvery);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.crm-sync." + String.join("; ringbus.crm-sync.", faults));
    }
  }
}
