package dev.ringbus.crmsync.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How recordings are fetched, from {@code ringbus.crm-sync.recordings.*}.
 *
 * @param dir where files are while they are on their way; of this process alone, and emptied when
 *     it starts
 * @param atOnce how many are on their way at once
 * @param disk what they may take together; one of unknown length counts as the largest
 * @param largest that is fetched
 * @param connectWithin how long a host may take to accept a connection
 * @param silence how long a host may send nothing
 * @param slowest how much a host must send in a second, on average, after the first minute
 * @param giveUpAfter how long a recording that is not there is asked for
 */
@ConfigurationProperties("ringbus.crm-sync.recordings")
record RecordingSettings(
    @DefaultValue("data/recordings") Path dir,
    @DefaultValue("16") int atOnce,
    @DefaultValue("1000MB") DataSize disk,
    @DefaultValue("100MB") DataSize largest,
    @DefaultValue("10s") Duration connectWithin,
    @DefaultValue("30s") Duration silence,
    @DefaultValue("64KB") DataSize slowest,
    @DefaultValue("24h") Duration giveUpAfter) {

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  RecordingSettings {
    List<String> faults = new ArrayList<>();
    if (atOnce < 1) {
      faults.add("at-once is 1 or more, not " + atOnce);
    }
    if (largest.toBytes() < 1) {
      faults.add("largest is 1B or more, not " + largest);
    }
    if (disk.compareTo(largest) < 0) {
      faults.add("disk is as much as largest (" + largest + ") or more, not " + disk);
    }
    if (slowest.isNegative()) {
      faults.add("slowest is 0B or more, not " + slowest);
    }
    positive("connect-within", connectWithin, faults);
    positive("silence", silence, faults);
    positive("give-up-after", giveUpAfter, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.crm-sync.recordings." + String.join("; ringbus.crm-sync.recordings.", faults));
    }
  }

  private static void positive(String name, Duration value, List<String> faults) {
    if (!value.isPositive()) {
      faults.add(name + " is longer than 0, not " + value);
    }
  }
}
