package dev.ringbus.store.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is and how it is used, from {@code ringbus.postgres.*} ({@code
 * RINGBUS_POSTGRES_URL} and so on in the environment).
 *
 * @param url {@code postgresql://host:port/database}, with {@code ?sslmode=…} where the connection
 *     is to be encrypted
 * @param password absent where the server asks for none
 * @param connections of this instance at once
 * @param within how long the database may take for anything that it is asked
 * @param keep how long finished calls and their deliveries are kept; longer than the 14 days of
 *     {@code ringbus.call-events}, of which a replay would otherwise register calls again
 */
@ConfigurationProperties("ringbus.postgres")
public record StoreSettings(
    @DefaultValue("postgresql://localhost:5433/ringbus") String url,
    @DefaultValue("ringbus") String user,
    @Nullable String password,
    @DefaultValue("8") int connections,
    @DefaultValue("10s") Duration within,
    @DefaultValue("30d") Duration keep) {

  private static final Duration LEAST_KEPT = Duration.ofDays(15);

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public StoreSettings {
    List<String> faults = new ArrayList<>();
    if (DatabaseAddress.find(url).isEmpty()) {
      faults.add("url is " + DatabaseAddress.FORM + ", not '" + url + "'");
    }
    if (connections < 1) {
      faults.add("connections is 1 or more, not " + connections);
    }
    if (!within.isPositive()) {
      faults.add("within is more than nothing");
    }
    if (keep.compareTo(LEAST_KEPT) < 0) {
      faults.add("keep is 15d or more, since events can be replayed for 14d");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.postgres." + String.join("; ringbus.postgres.", faults));
    }
  }

  DatabaseAddress address() {
    return DatabaseAddress.find(url).orElseThrow();
  }
}
