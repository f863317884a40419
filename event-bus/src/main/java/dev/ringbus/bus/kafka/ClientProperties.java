package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BusSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the Kafka clients are set to. Callers on the line wait for them, hence short limits. */
final class ClientProperties {

  /** No request is worth waiting longer for; it is sent again while there is time. */
  private static final Duration REQUEST_LIMIT = Duration.ofMillis(750);

  /**
   * How long {@code send} may hold its thread, which can be an event loop. It is not meant to
   * happen: {@link Publisher} only sends what cannot block.
   */
  private static final Duration BLOCK_LIMIT = Duration.ofMillis(100);

  /**
   * By default a producer forgets a topic that was idle for 5 minutes, and the next send blocks.
   */
  private static final Duration METADATA_KEPT = Duration.ofDays(365);

  private static final Duration GATHERED = Duration.ofMillis(50);

  /** As {@link #REQUEST_LIMIT}, where nobody on the line waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Longer than a partition needs to change its leader. */
  private static final Duration STEADY_LIMIT = Duration.ofSeconds(5);

  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  /** Many times what a feed needs between two polls; one that is stuck lets the others go on. */
  private static final Duration POLL_LIMIT = Duration.ofSeconds(30);

  /** How many records a feed takes at once. */
  private static final int BATCH = 500;

  private final BusSettings settings;

  ClientProperties(BusSettings settings) {
    this.settings = settings;
  }

  Map<String, Object> admin() {
    Map<String, Object> properties = common();
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    return properties;
  }

  /** For records that a caller waits for. */
  Map<String, Object> producer() {
    Map<String, Object> properties = durableProducer();
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // What comes while a request is under way goes together in the next: under load that is a third
    // more decisions on two cores than with the default of 5, and without load nothing waits.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_LIMIT.toMillis());
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT.toMillis());
    // The default forgets all metadata when no broker answers, and then each send blocks.
    properties.put(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
    limit(properties, REQUEST_LIMIT, settings.deliveryTimeout());
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
    properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
    return properties;
  }

  /**
   * For records of live calls that nobody waits for. They come one by one for many partitions, and
   * a broker's work is by the batch: those of {@link #GATHERED} go together.
   */
  Map<String, Object> gatheringProducer() {
    Map<String, Object> properties = producer();
    properties.put(ProducerConfig.LINGER_MS_CONFIG, GATHERED.toMillis());
    return properties;
  }

  /**
   * For records that a service or a CRM waits for, with more patience than a caller: a send still
   * never blocks.
   */
  Map<String, Object> steadyProducer() {
    Map<String, Object> properties = producer();
    Duration limit = settings.deliveryTimeout();
    limit(properties, PATIENCE, limit.compareTo(STEADY_LIMIT) > 0 ? limit : STEADY_LIMIT);
    return properties;
  }

  /** A request may take three quarters of the time there is at most: a producer insists on less. */
  private static void limit(Map<String, Object> properties, Duration request, Duration delivery) {
    long most = delivery.toMillis() * 3 / 4;
    properties.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(request.toMillis(), most));
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery.toMillis());
  }

  /** For records that nobody on the line waits for: configuration, dead letters. */
  Map<String, Object> patientProducer() {
    Map<String, Object> properties = durableProducer();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    limit(properties, PATIENCE, Duration.ofSeconds(15));
    return properties;
  }

  private Map<String, Object> durableProducer() {
    Map<String, Object> properties = common();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return properties;
  }

  /** A consumer without a group, for partitions that are assigned by hand. */
  Map<String, Object> reader() {
    Map<String, Object> properties = common();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    return properties;
  }

  /**
   * A reader for what nobody on the line waits for, of a broker that may be busy. It is closed when
   * it has come to the end, and closing waits for the fetch that is under way.
   */
  Map<String, Object> patientReader() {
    Map<String, Object> properties = reader();
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
    return properties;
  }

  /**
   * A consumer in a group. With the protocol of KIP-848 the broker would set how long a killed
   * member keeps its partitions, 45 s where nobody changed it; with this one we do.
   */
  Map<String, Object> member(String group) {
    Duration session = settings.sessionTimeout();
    Map<String, Object> properties = reader();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CoPartitionAssignor.class));
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) heartbeat(session));
    return properties;
  }

  /** Members learn from its answer that partitions are to move. */
  private static long heartbeat(Duration session) {
    return Math.min(HEARTBEAT.toMillis(), session.toMillis() / 4);
  }

  /** A member that takes records by the batch, and polls whatever becomes of them. */
  Map<String, Object> batchMember(String group) {
    Map<String, Object> properties = member(group);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) POLL_LIMIT.toMillis());
    return properties;
  }

  private Map<String, Object> common() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000);
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return properties;
  }
}
