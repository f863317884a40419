package dev.ringbus.poller.loop;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.embedded.EmbeddedKafka;
import dev.ringbus.model.CallCommand.BeginRequests;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretRef;
import dev.ringbus.poller.PollerApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pollers in this process and in others, with a broker and a CRM that are theirs alone. */
final class PollersOnKafka implements AutoCloseable {

  static final Duration EVERY = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PARTITIONS = "--ringbus.partitions=6";

  final AskedCrm crm = new AskedCrm();
  private final Path folder;
  private final EmbeddedKafka kafka;
  private final ConfigurableApplicationContext hub;
  private final List<Runnable> pollers = new ArrayList<>();

  PollersOnKafka(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("password"), "secret");
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.start();
    hub =
        new SpringApplicationBuilder(BusConfiguration.class)
            .web(WebApplicationType.NONE)
            .run("--ringbus.bootstrap-servers=" + kafka.bootstrapServers(), PARTITIONS);
    ConfigurationStore store = hub.getBean(ConfigurationStore.class);
    Configuration wanted =
        Configuration.of(List.of(LoopFixture.integration("old"), resource(crm.url())));
    store.read().flatMap(now -> store.replace(now, wanted)).retry(20).block(PATIENCE);
  }

  private static Crm resource(String url) {
    return new Crm(
        "old",
        "callevent",
        URI.create(url),
        null,
        Map.of("user", "hub"),
        Map.of("password", new SecretRef.File("password")),
        "v1");
  }

  /** So many calls are connected, and their CRM has been told of them. */
  List<CallKey> connect(int count) {
    List<CallKey> calls = LoopFixture.calls(count);
    EventLog log = hub.getBean(EventLog.class);
    CommandLog commands = hub.getBean(CommandLog.class);
    Flux.fromIterable(calls)
        .flatMap(call -> connected(log, commands, call), 64)
        .then()
        .block(PATIENCE);
    return calls;
  }

  private static Mono<Void> connected(EventLog log, CommandLog commands, CallKey call) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    CallEvent event =
        CallEvent.builder()
            .id(call + "/connected")
            .type(CallEventType.LEG_CONNECTED)
            .integration(call.integration())
            .platform(new Platform("sipsim"))
            .callId(call.callId())
            .occurredAt(now)
            .receivedAt(now)
            .build();
    BeginRequests told = new BeginRequests(call + "/begin", "old", now, call);
    return log.append(List.of(event), Context.root())
        .retry(20)
        .then(Mono.defer(() -> commands.append(told, Context.root())).retry(20));
  }

  private List<String> arguments() {
    return List.of(
        "--spring.config.name=poller-service",
        "--ringbus.bootstrap-servers=" + kafka.bootstrapServers(),
        PARTITIONS,
        "--ringbus.secrets-dir=" + folder,
        "--ringbus.control.port=0");
  }

  /** One in this process. */
  ConfigurableApplicationContext inThisProcess() {
    ConfigurableApplicationContext poller =
        new SpringApplicationBuilder(PollerApplication.class)
            .run(arguments().toArray(String[]::new));
    pollers.add(poller::close);
    return poller;
  }

  /** One in a process of its own, which can be killed. */
  Process inAnotherProcess() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PollerApplication.class.getName());
    command.addAll(arguments());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("poller.log").toFile())
            .start();
    pollers.add(() -> process.destroyForcibly().onExit().join());
    return process;
  }

  /** How many calls that poller asks about. */
  static int calls(ConfigurableApplicationContext poller) {
    return (int) poller.getBean(MeterRegistry.class).get("ringbus.loop.calls").gauge().value();
  }

  void stopPollers() {
    pollers.forEach(Runnable::run);
    pollers.clear();
  }

  @Override
  public void close() {
    stopPollers();
    hub.close();
    kafka.close();
    crm.close();
  }
}
