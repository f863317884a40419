package dev.ringbus.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of the one broker: quick to start, small, and nothing that needs a second one. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String CLIENTS = "CLIENTS";

  /** A restart after a crash waits for the broker's own former session, hence the short one. */
  private static final Map<String, String> QUICK_TO_START =
      Map.of(
          "broker.session.timeout.ms", "2000",
          "broker.heartbeat.interval.ms", "250",
          "controller.quorum.election.timeout.ms", "100",
          "group.initial.rebalance.delay.ms", "0");

  /** It shares two cores with everything else: more threads would only change places on them. */
  private static final Map<String, String> FEW_THREADS =
      Map.of("num.network.threads", "1", "num.io.threads", "2");

  private static final Map<String, String> ALONE =
      Map.of(
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "share.coordinator.state.topic.num.partitions", "1");

  /**
   * A consumer of a killed process holds its partitions until its session is over; since broker and
   * consumers pause together in one process, it can be shorter than the 6 s that a broker insists
   * on by default.
   */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of("group.min.session.timeout.ms", "1000");

  private BrokerProperties() {}

  static Properties of(Path directory, int clientPort, int controllerPort) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            Integer.toString(NODE_ID),
            "controller.quorum.voters",
            NODE_ID + "@" + LoopbackPort.HOST + ":" + controllerPort,
            "controller.listener.names",
            CONTROLLER,
            "inter.broker.listener.name",
            CLIENTS,
            "listeners",
            listener(CLIENTS, clientPort) + "," + listener(CONTROLLER, controllerPort),
            "advertised.listeners",
            listener(CLIENTS, clientPort),
            "listener.security.protocol.map",
            CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
            "log.dirs",
            directory.toString(),
            "auto.create.topics.enable",
            "false"));
    properties.putAll(QUICK_TO_START);
    properties.putAll(FEW_THREADS);
    properties.putAll(ALONE);
    properties.putAll(SHORT_SESSIONS);
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
    return properties;
  }

  private static String listener(String name, int port) {
    return name + "://" + LoopbackPort.HOST + ":" + port;
  }
}
