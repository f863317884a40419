package dev.ringbus.crmsync.whole;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.crmsync.CrmSyncApplication;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.postgres.PostgresStore;
import dev.ringbus.store.postgres.StoreSettings;
import dev.ringbus.store.testkit.TestStore;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * The service, a broker, a database, and whatever is needed to write events and to look at what
 * came of them without the service. Each customer is one PBX with a Kontur.CRM of its own, so that
 * tests share a rig and see nothing of each other.
 */
final class SyncRig implements AutoCloseable {

  static final String API_KEY = "an-api-key-of-nobody";

  /** After which a delivery is taken up again whose process has died. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** While the clock is put forward by hours, leases go on. */
  private static final Duration NOBODY_DIES = Duration.ofDays(3);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is taken off a lease for what has to be written down after an answer. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  /** A CRM that takes longer on a machine that is busy with other things is no slow one. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private final Path folder;
  private final StoreSettings database;
  private final MovableClock clock = MovableClock.going();
  private final ConfigurableApplicationContext bus;
  private final PostgresStore store;
  private final List<Customer> customers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private Configuration configuration;
  private @Nullable ConfigurableApplicationContext service;

  private SyncRig(Path folder, StoreSettings database) throws IOException {
    this.folder = folder;
    this.database = database;
    Files.writeString(folder.resolve("api-key"), API_KEY);
    bus =
        new SpringApplicationBuilder(BusConfiguration.class)
            .web(WebApplicationType.NONE)
            .run(
                "--ringbus.bootstrap-servers=" + TestKafka.bootstrapServers(),
                "--logging.level.root=warn");
    configuration = bus.getBean(ConfigurationStore.class).read().block(PATIENCE);
    store = new PostgresStore(database, clock, new SimpleMeterRegistry());
    store.start();
  }

  /** One without a service yet, on the database that tests share. */
  static SyncRig open(Path folder) throws IOException {
    try (TestStore empty = TestStore.create(Clock.systemUTC())) {
      return new SyncRig(folder, empty.settings());
    }
  }

  /** One without a service yet, on another database. */
  static SyncRig open(Path folder, StoreSettings database) throws IOException {
    return new SyncRig(folder, database);
  }

  /** Waits for what happens soon, however busy the machine is. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
  }

  MovableClock clock() {
    return clock;
  }

  Inquiries inquiries() {
    return store.inquiries();
  }

  /** Starts the service in this process, with the clock that can be put forward. */
  SyncRig start() {
    return start(NOBODY_DIES);
  }

  /**
   * As {@link #start()}.
   *
   * @param lease after which a delivery whose result was lost is taken up again
   */
  SyncRig start(Duration lease) {
    service =
        new SpringApplicationBuilder(CrmSyncApplication.class)
            .properties("spring.config.name=crm-sync-service")
            .initializers(context ->
                ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock))
            .run(arguments(lease).toArray(String[]::new));
    awaitConfiguration();
    return this;
  }

  /** Starts the service as a process of its own, with the system's clock, to be killed. */
  ServiceProcess startProcess() throws IOException {
    return ServiceProcess.start(
        CrmSyncApplication.class, folder.resolve("process.log"), arguments(LEASE));
  }

  void stop() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  <T> T bean(Class<T> type) {
    if (service == null) {
      throw new IllegalStateException("the service does not run");
    }
    return service.getBean(type);
  }

  /** As short as can be where a test waits for it. */
  private List<String> arguments(Duration lease) {
    Duration longest = lease.minus(MARGIN);
    Duration answer = longest.compareTo(LONGEST_ANSWER) < 0 ? longest : LONGEST_ANSWER;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--ringbus.bootstrap-servers=" + TestKafka.bootstrapServers(),
                "--ringbus.postgres.url=" + database.url(),
                "--ringbus.postgres.user=" + database.user(),
                "--ringbus.secrets-dir=" + folder,
                "--ringbus.control.port=0",
                "--ringbus.crm-sync.close-every=200ms",
                "--ringbus.crm-sync.recordings.dir=" + folder.resolve("recordings"),
                "--ringbus.crm-sync.delivery.lease=" + lease,
                "--ringbus.crm-sync.delivery.answer-within=" + answer,
                "--ringbus.crm-sync.delivery.look-every=100ms",
                "--logging.level.root=error"));
    if (database.password() != null) {
      arguments.add("--ringbus.postgres.password=" + database.password());
    }
    return arguments;
  }

  /** Another PBX with a CRM, known to the service when this returns. */
  Customer customer(String name, String... recordingsFrom) {
    names.add(name);
    Customer customer = Customer.open(this, "%s-%d".formatted(name, names.size()), recordingsFrom);
    customers.add(customer);
    serve(customer.resources());
    return customer;
  }

  /** Has these as well; known to the service when this returns. */
  void serve(List<ConfigResource> more) {
    List<ConfigResource> resources = new ArrayList<>(configuration.resources().values());
    resources.addAll(more);
    configure(Configuration.of(resources));
  }

  /** Writes a command to the broker, as another service would. */
  void write(CallCommand command) {
    bus.getBean(CommandLog.class).append(command, Context.root()).block(PATIENCE);
  }

  private void configure(Configuration changed) {
    bus.getBean(ConfigurationStore.class).replace(configuration, changed).block(PATIENCE);
    configuration = changed;
    if (service != null) {
      awaitConfiguration();
    }
  }

  private void awaitConfiguration() {
    ConfigurationView view = bean(ConfigurationView.class);
    await()
        .until(
            () -> view.isReady() && view.current().resources().equals(configuration.resources()));
  }

  /** Writes events to the broker: those of one call in this order. */
  void write(Collection<? extends List<CallEvent>> calls) {
    EventLog log = bus.getBean(EventLog.class);
    Flux.fromIterable(calls)
        .flatMap(
            events ->
                log.append(events, Context.root())
                    .retryWhen(Retry.backoff(100, Duration.ofMillis(20))),
            32)
        .blockLast(PATIENCE);
  }

  @Override
  public void close() {
    stop();
    configure(Configuration.EMPTY);
    customers.stream().map(Customer::crm).forEach(KonturCrm::close);
    bus.close();
    store.stop().block(PATIENCE);
  }
}
