package dev.ringbus.standalone;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.kafka.KafkaConfigurationStore;
import dev.ringbus.config.Changes;
import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import dev.ringbus.standalone.LiveConfiguration.Mode;
import dev.ringbus.standalone.LiveConfiguration.Result;
import dev.ringbus.standalone.LiveConfiguration.Result.Applied;
import dev.ringbus.standalone.LiveConfiguration.Result.Refused;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a configuration whole, prints what it changes, and writes it to the topic "
          + "ringbus.config; every service follows within a second. A file with one fault changes "
          + "nothing.",
      ""
    })
final class ApplyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The configuration, for example ringbus.yaml.")
  private Path path = Path.of("ringbus.yaml");

  @Option(names = "--dry-run", description = "Only print what would change.")
  private boolean dryRun;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "${env:RINGBUS_BOOTSTRAP_SERVERS:-localhost:9092}",
      description = "The broker (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers = "localhost:9092";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "${env:RINGBUS_PARTITIONS:-24}",
      description = "Of topics that are not there yet (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "${env:RINGBUS_REPLICATION_FACTOR:-1}",
      description = "Of topics that are not there yet (default: ${DEFAULT-VALUE}).")
  private int replicationFactor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      defaultValue = "${env:RINGBUS_MIN_INSYNC_REPLICAS:-1}",
      description = "Of topics that are not there yet (default: ${DEFAULT-VALUE}).")
  private int minInsyncReplicas;

  @Spec private CommandSpec spec;

  private final Clock clock;

  ApplyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ConfigurationFile file = new ConfigurationFile(path);
    // What is wrong with the file itself is said without a broker.
    if (file.read(Configuration.EMPTY) instanceof Invalid(var faults)) {
      file.printFaults(faults, err);
      return Ringbus.FAULTY;
    }
    ConfigurationStore store = new KafkaConfigurationStore(settings(), clock);
    LiveConfiguration live = new LiveConfiguration(file, store, out, err);
    return switch (apply(live)) {
      case Refused() -> Ringbus.FAULTY;
      case Applied(Valid valid, Changes changes) -> {
        file.printNotices(valid.notices(), out);
        print(changes, out);
        yield Ringbus.DONE;
      }
    };
  }

  private Result apply(LiveConfiguration live) {
    try {
      return live.apply(dryRun ? Mode.DRY_RUN : Mode.WRITE);
    } catch (BrokerUnavailable e) {
      throw new StartFailure(
          "the Kafka broker at "
              + bootstrapServers
              + " does not answer; is it running? (--bootstrap-servers)",
          e);
    }
  }

  private BusSettings settings() {
    return new BusSettings(
        bootstrapServers,
        partitions,
        replicationFactor,
        minInsyncReplicas,
        null,
        BusSettings.SESSION,
        BusSettings.DELIVERY);
  }

  private void print(Changes changes, PrintWriter out) {
    changes.lines().forEach(out::println);
    int count = changes.lines().size();
    out.println(
        changes.isEmpty()
            ? "nothing changes"
            : count
                + (count == 1 ? " resource" : " resources")
                + (dryRun ? " would change; nothing was written" : " written"));
    out.flush();
  }
}
