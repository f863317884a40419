package dev.ringbus.crmsync.originate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calls are begun for CRMs, from {@code ringbus.crm-sync.originate.*}.
 *
 * @param answerWithin how long the PBX may take to answer the request
 * @param followWithin how long after the CRM's request the call may begin; then the CRM is told
 *     that there is none
 * @param staleAfter when a request is too old to make a telephone ring
 * @param lookEvery how often is looked for calls that did not follow
 */
@ConfigurationProperties("ringbus.crm-sync.originate")
record OriginateSettings(
    @DefaultValue("5s") Duration answerWithin,
    @DefaultValue("2m") Duration followWithin,
    @DefaultValue("60s") Duration staleAfter,
    @DefaultValue("5s") Duration lookEvery) {

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  OriginateSettings {
    List<String> faults = new ArrayList<>();
    positive("answer-within", answerWithin, faults);
    positive("follow-within", followWithin, faults);
    positive("stale-after", staleAfter, faults);
    positive("look-every", lookEvery, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.crm-sync.originate." + String.join("; ringbus.crm-sync.originate.", faults));
    }
  }

  private static void positive(String name, Duration value, List<String> faults) {
    if (!value.isPositive()) {
      faults.add(name + " is longer than 0, not " + value);
    }
  }
}
