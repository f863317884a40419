package dev.ringbus.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the broker is and how the topics are created, from {@code ringbus.*} ({@code
 * RINGBUS_BOOTSTRAP_SERVERS} and so on in the environment).
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param partitions of each topic when it is created; order is per key, so that they are never
 *     added to later
 * @param replicationFactor copies of each partition: 1 on one broker, 3 in a cluster
 * @param minInsyncReplicas copies that must have a record before it is acknowledged: 1 on one
 *     broker, 2 in a cluster
 * @param instanceOrdinal the number of this instance among its like (of a pod in a stateful set),
 *     which makes its reply partition its own; at random without one
 * @param sessionTimeout how long an instance that was killed keeps its partitions; the broker sets
 *     the least ({@code group.min.session.timeout.ms}, 6 s unless changed)
 * @param deliveryTimeout when a record that the broker has not acknowledged has failed: well before
 *     a PBX gives up, so that the spool can still take it
 */
@ConfigurationProperties("ringbus")
public record BusSettings(
    @DefaultValue("localhost:9092") String bootstrapServers,
    @DefaultValue("24") int partitions,
    @DefaultValue("1") int replicationFactor,
    @DefaultValue("1") int minInsyncReplicas,
    @Nullable Integer instanceOrdinal,
    @DefaultValue("6s") Duration sessionTimeout,
    @DefaultValue("1s") Duration deliveryTimeout) {

  /** What {@link #sessionTimeout} is unless set: the least that brokers allow by default. */
  public static final Duration SESSION = Duration.ofSeconds(6);

  /** What {@link #deliveryTimeout} is unless set. */
  public static final Duration DELIVERY = Duration.ofSeconds(1);

  private static final Duration SHORTEST_SESSION = Duration.ofSeconds(1);
  private static final Duration LONGEST_SESSION = Duration.ofMinutes(5);
  private static final Duration SHORTEST_DELIVERY = Duration.ofMillis(500);
  private static final Duration LONGEST_DELIVERY = Duration.ofMinutes(2);

  private static final Pattern SERVER = Pattern.compile("(\\[[^\\]]+]|[^\\s:,\\[]+):\\d{1,5}");

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public BusSettings {
    List<String> faults = new ArrayList<>();
    for (String server : bootstrapServers.split(",", -1)) {
      if (!SERVER.matcher(server.strip()).matches()) {
        faults.add("bootstrap-servers is host:port[,host:port…], not '" + bootstrapServers + "'");
        break;
      }
    }
    atLeast(1, "partitions", partitions, faults);
    atLeast(1, "replication-factor", replicationFactor, faults);
    atLeast(1, "min-insync-replicas", minInsyncReplicas, faults);
    if (replicationFactor > Short.MAX_VALUE) {
      faults.add("replication-factor is at most " + Short.MAX_VALUE);
    }
    if (minInsyncReplicas > replicationFactor) {
      faults.add(
          "min-insync-replicas (%d) is at most replication-factor (%d)"
              .formatted(minInsyncReplicas, replicationFactor));
    }
    if (instanceOrdinal != null) {
      atLeast(0, "instance-ordinal", instanceOrdinal, faults);
    }
    if (sessionTimeout.compareTo(SHORTEST_SESSION) < 0
        || sessionTimeout.compareTo(LONGEST_SESSION) > 0) {
      faults.add("session-timeout is from 1s to 5m, not " + sessionTimeout.toMillis() + "ms");
    }
    if (deliveryTimeout.compareTo(SHORTEST_DELIVERY) < 0
        || deliveryTimeout.compareTo(LONGEST_DELIVERY) > 0) {
      faults.add("delivery-timeout is from 500ms to 2m, not " + deliveryTimeout.toMillis() + "ms");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("ringbus." + String.join("; ringbus.", faults));
    }
  }

  private static void atLeast(int least, String name, int value, List<String> faults) {
    if (value < least) {
      faults.add(name + " is " + least + " or more, not " + value);
    }
  }
}
