package dev.ringbus.ingress;

import dev.ringbus.ingress.http.AddressRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the ingress runs, from {@code ringbus.ingress.*} ({@code RINGBUS_INGRESS_PORT} and so on in
 * the environment).
 *
 * @param port that PBXs call; 0 is any free one
 * @param spoolDir where events wait while the broker does not take them; of this process alone
 * @param spoolLimit of all files of the spool together
 * @param trustedProxies CIDRs whose {@code X-Forwarded-For} is believed; nobody's by default
 * @param margin by which an answer leaves before its deadline, for the way back
 * @param publishWithin how long the broker may take for an event before the spool takes it
 * @param commandWithin how long the broker may take for a command of a CRM
 * @param probeEvery how often a broker that is down is tried again
 * @param rememberedEvents how many acknowledged events are remembered, to drop repeats of them
 * @param connections that are open at once; one more is closed as soon as it comes
 * @param idle how long a connection may be silent between two requests
 * @param requestWithin how long a request may take to arrive
 */
@ConfigurationProperties("ringbus.ingress")
public record IngressSettings(
    @DefaultValue("8080") int port,
    @DefaultValue("data/spool") Path spoolDir,
    @DefaultValue("512MB") DataSize spoolLimit,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("50ms") Duration margin,
    @DefaultValue("500ms") Duration publishWithin,
    @DefaultValue("2s") Duration commandWithin,
    @DefaultValue("1s") Duration probeEvery,
    @DefaultValue("100000") int rememberedEvents,
    @DefaultValue("10000") int connections,
    @DefaultValue("60s") Duration idle,
    @DefaultValue("10s") Duration requestWithin) {

  private static final DataSize SMALLEST_SPOOL = DataSize.ofMegabytes(1);

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public IngressSettings {
    trustedProxies = List.copyOf(trustedProxies);
    List<String> faults = new ArrayList<>();
    if (port < 0 || port > 65535) {
      faults.add("port is 0 to 65535, not " + port);
    }
    if (spoolLimit.compareTo(SMALLEST_SPOOL) < 0) {
      faults.add("spool-limit is 1MB or more, not " + spoolLimit);
    }
    for (String proxy : trustedProxies) {
      try {
        AddressRange.parse(proxy);
      } catch (IllegalArgumentException e) {
        faults.add("trusted-proxies: " + e.getMessage());
      }
    }
    if (margin.isNegative()) {
      faults.add("margin is 0ms or more, not " + margin.toMillis() + "ms");
    }
    positive("publish-within", publishWithin, faults);
    positive("command-within", commandWithin, faults);
    positive("probe-every", probeEvery, faults);
    if (connections < 1) {
      faults.add("connections is 1 or more, not " + connections);
    }
    positive("idle", idle, faults);
    positive("request-within", requestWithin, faults);
    if (rememberedEvents < 0) {
      faults.add("remembered-events is 0 or more, not " + rememberedEvents);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.ingress." + String.join("; ringbus.ingress.", faults));
    }
  }

  private static void positive(String name, Duration value, List<String> faults) {
    if (!value.isPositive()) {
      faults.add(name + " is more than 0ms, not " + value.toMillis() + "ms");
    }
  }

  List<AddressRange> proxies() {
    return trustedProxies.stream().map(AddressRange::parse).toList();
  }
}
