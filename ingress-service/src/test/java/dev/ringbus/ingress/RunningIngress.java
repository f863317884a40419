package dev.ringbus.ingress;

import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerHealth;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.OfferLog;
import dev.ringbus.bus.PollLog;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryDecisionLog;
import dev.ringbus.bus.testkit.InMemoryDecisions;
import dev.ringbus.bus.testkit.InMemoryEventLog;
import dev.ringbus.bus.testkit.InMemoryInstructionOutcomeLog;
import dev.ringbus.bus.testkit.InMemoryInstructionView;
import dev.ringbus.bus.testkit.InMemoryOfferLog;
import dev.ringbus.bus.testkit.InMemoryPollLog;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.ingress.spool.Spool;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The service as it is, on a free port, with the bus in memory. */
public final class RunningIngress implements AutoCloseable {

  private static final String SPOOL_DIR = "--ringbus.ingress.spool-dir=";

  public final InMemoryBroker broker = new InMemoryBroker();
  public final InMemoryEventLog events = new InMemoryEventLog(broker);
  public final InMemoryDecisions decisions = new InMemoryDecisions(broker, Clock.systemUTC());
  public final InMemoryDecisionLog decisionLog = new InMemoryDecisionLog(broker);
  public final InMemoryInstructionView instructions = new InMemoryInstructionView();
  public final InMemoryInstructionOutcomeLog instructionOutcomes =
      new InMemoryInstructionOutcomeLog(broker);
  public final InMemoryOfferLog offers = new InMemoryOfferLog(instructionOutcomes);
  public final InMemoryPollLog polls = new InMemoryPollLog(broker);
  public final InMemoryCommandLog commands = new InMemoryCommandLog(broker);
  public final InMemoryConfigurationView configuration = new InMemoryConfigurationView();

  private final Path spool;
  private final ConfigurableApplicationContext context;

  /**
   * @param settings as arguments, {@code --ringbus.ingress.idle=1s}
   */
  public RunningIngress(String... settings) {
    this(_ -> {}, settings);
  }

  /**
   * @param before what is done to the bus before the service starts
   */
  public RunningIngress(Consumer<RunningIngress> before, String... settings) {
    this(before, _ -> {}, settings);
  }

  /**
   * @param more registers what the service finds beside the bus
   */
  public RunningIngress(
      Consumer<RunningIngress> before,
      Consumer<GenericApplicationContext> more,
      String... settings) {
    before.accept(this);
    spool = temporaryFolder();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.name=ingress-service",
                "--ringbus.ingress.port=0",
                "--ringbus.control.port=0"));
    arguments.addAll(List.of(settings));
    if (arguments.stream().noneMatch(argument -> argument.startsWith(SPOOL_DIR))) {
      arguments.add(SPOOL_DIR + spool);
    }
    context =
        new SpringApplicationBuilder(Service.class)
            .web(WebApplicationType.REACTIVE)
            .initializers(
                this::registerBus, starting -> more.accept((GenericApplicationContext) starting))
            .run(arguments.toArray(String[]::new));
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(IngressConfiguration.class)
  static class Service {}

  private void registerBus(ConfigurableApplicationContext starting) {
    GenericApplicationContext beans = (GenericApplicationContext) starting;
    beans.registerBean(EventLog.class, () -> events);
    beans.registerBean(DecisionClient.class, decisions::client);
    beans.registerBean(DecisionLog.class, () -> decisionLog);
    beans.registerBean(InstructionView.class, () -> instructions);
    beans.registerBean(OfferLog.class, () -> offers);
    beans.registerBean(PollLog.class, () -> polls);
    beans.registerBean(CommandLog.class, () -> commands);
    beans.registerBean(ConfigurationView.class, () -> configuration);
    beans.registerBean(BrokerHealth.class, () -> () -> events.append(List.of(), Context.root()));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("ringbus-ingress");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Configures these, and nothing else. */
  public RunningIngress configure(ConfigResource... resources) {
    return configure(List.of(resources));
  }

  /** Configures these, and nothing else. */
  public RunningIngress configure(List<? extends ConfigResource> resources) {
    configuration.set(Configuration.of(resources));
    return this;
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  public int controlPort() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
  }

  public Path spoolFolder() {
    return spool;
  }

  /** One request over a connection of its own. */
  public RawClient.Response send(String request) {
    return RawClient.exchange(port(), request);
  }

  /** The value of a counter or gauge, summed over its tags that are not named. */
  public double metric(String name, String... tags) {
    MeterRegistry registry = context.getBean(MeterRegistry.class);
    return registry.find(name).tags(tags).meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }

  /** Brings the broker back, and returns when the service has found out. */
  public void bringBrokerBack() {
    broker.up();
    await().until(() -> !context.getBean(BrokerCircuit.class).isDown());
  }

  /** From now on the spool takes nothing. */
  public void breakSpool() {
    context.getBean(Spool.class).close();
  }

  /** Stops the service, and leaves its spool where it is. */
  public void stop() {
    context.close();
  }

  @Override
  public void close() {
    stop();
    try {
      FileSystemUtils.deleteRecursively(spool);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
