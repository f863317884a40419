package dev.ringbus.standalone;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts everything in this process: a Kafka broker and a PostgreSQL server with their data on "
          + "disk, and the services; applies the configuration, and again whenever the file changes.",
      "Ctrl-C stops it. What was acknowledged to a PBX is kept, even through kill -9.",
      ""
    })
final class StartCommand implements Callable<Integer> {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where everything is kept (default: ./${DEFAULT-VALUE}).")
  private Path folder = Path.of("data");

  @Option(
      names = "--ingress-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "What PBXs call (default: ${DEFAULT-VALUE}).")
  private int ingressPort;

  @Option(
      names = "--control-port",
      paramLabel = "PORT",
      defaultValue = "8090",
      description = "The control API, health and metrics (default: ${DEFAULT-VALUE}).")
  private int controlPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "The broker, on loopback (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      defaultValue = "5433",
      description = "The database, on loopback (default: ${DEFAULT-VALUE}).")
  private int postgresPort;

  @Spec private CommandSpec spec;

  private final Clock clock;

  StartCommand(Clock clock) {
    this.clock = clock;
  }

  /** Does not return while the hub runs: the process ends by a signal. */
  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ConfigurationFile file = config.file();
    if (file.read(Configuration.EMPTY) instanceof Invalid(var faults)) {
      file.printFaults(faults, spec.commandLine().getErr());
      return Ringbus.FAULTY;
    }
    DataDirectory data = DataDirectory.lock(folder);
    Ports ports = new Ports(ingressPort, controlPort, kafkaPort, postgresPort).claim();
    Standalone hub = new Standalone(data, file.folder(), ports);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(hub, out), "stop"));
    out.println("ringbus " + Version.number() + " starts, with " + file.path());
    out.flush();
    hub.start();
    LiveConfiguration live =
        new LiveConfiguration(
            file,
            new PatientStore(hub.service(ConfigurationStore.class)),
            out,
            spec.commandLine().getErr());
    Valid valid = live.applyFirst();
    Await.ready(
        Map.of(
            "ingress to hear replies", hub.service(DecisionClient.class)::isReady,
            "routing to hear questions", hub.service(DecisionServer.class)::isReady,
            "the configuration to be in force", () -> isInForce(valid, hub)),
        READY_LIMIT);
    new Greeting(ports, folder, curl(file, ports)).print(valid.accounts(), out);
    live.watch();
    new CountDownLatch(1).await();
    return Ringbus.DONE;
  }

  private CurlLine curl(ConfigurationFile file, Ports ports) {
    return new CurlLine(
        "http://localhost:" + ports.ingress(), file.text(), OffsetDateTime.now(clock));
  }

  private static boolean isInForce(Valid valid, Standalone hub) {
    return hub.service(ConfigurationView.class).current().equals(valid.configuration());
  }

  private static void stop(Standalone hub, PrintWriter out) {
    out.println("ringbus stops");
    out.flush();
    hub.close();
    out.println("stopped");
    out.flush();
  }
}
