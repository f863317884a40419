package dev.ringbus.standalone;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.standalone.LiveConfiguration.Mode;
import dev.ringbus.standalone.LiveConfiguration.Result.Applied;
import dev.ringbus.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The hub that the tests of this JVM share: all services in one context as {@code ringbus start}
 * runs them, on the broker of {@link TestKafka}, configured by {@link TestFile}. It is started by
 * the first test and ends with the JVM. Classes that use it lock {@link #SHARED}.
 */
final class TestHub {

  /** The resource that tests of the shared hub lock: they change its configuration. */
  static final String SHARED = "the shared hub";

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Services services;
  private final TestFile file;
  private final TopicReader events;
  private final TopicReader decisions;
  private final TopicReader configuration;

  private TestHub(String bootstrapServers, Path folder) {
    file = TestFile.in(folder);
    services = Services.all(bootstrapServers, folder);
    apply(TestFile.original());
    events = new TopicReader(bootstrapServers, Topics.CALL_EVENTS);
    decisions = new TopicReader(bootstrapServers, Topics.DECISIONS);
    configuration = new TopicReader(bootstrapServers, Topics.CONFIG);
  }

  /** Initialised at the first use, once. */
  private static final class Shared {
    static final TestHub HUB = new TestHub(TestKafka.bootstrapServers(), folder());

    private static Path folder() {
      try {
        return Files.createTempDirectory(
            Files.createDirectories(Path.of("target")).toAbsolutePath(), "hub-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static TestHub shared() {
    return Shared.HUB;
  }

  /** Waits for what happens soon, however busy the machine is. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
  }

  /** Makes this text the configuration, and returns when every service knows it. */
  void apply(String text) {
    file.write(text);
    StringWriter faults = new StringWriter();
    if (!(live(faults).apply(Mode.WRITE) instanceof Applied(Valid valid, _))) {
      throw new AssertionError(faults);
    }
    ConfigurationView view = services.get(ConfigurationView.class);
    Await.ready(
        Map.of(
            "replies", services.get(DecisionClient.class)::isReady,
            "questions", services.get(DecisionServer.class)::isReady,
            "configuration", () -> view.current().equals(valid.configuration())),
        LIMIT);
  }

  /** Tries to make this text the configuration; what is printed about it. */
  String faults(String text) {
    file.write(text);
    StringWriter faults = new StringWriter();
    live(faults).apply(Mode.WRITE);
    return faults.toString();
  }

  private LiveConfiguration live(Writer faults) {
    return new LiveConfiguration(
        file.file(),
        new PatientStore(services.get(ConfigurationStore.class)),
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(faults, true));
  }

  /** How often a resource of the configuration has been written. */
  int configurationRecords() {
    return configuration.all().size();
  }

  /** An address below the ingress port, for example {@code /comagic/uis?key=…}. */
  URI url(String target) {
    return URI.create(services.url() + target);
  }

  List<dev.ringbus.simulator.Account> accounts() {
    return file.simulated();
  }

  Services services() {
    return services;
  }

  TestFile file() {
    return file;
  }

  /** All call events that were acknowledged up to now; a slow broker's come by way of the spool. */
  TopicReader events() {
    await().until(() -> services.metric("ringbus.spool.records") == 0);
    return events;
  }

  /** All records of decisions up to now; a record follows its answer by a moment. */
  TopicReader decisions() {
    return decisions;
  }

  /** The records of the decisions about one call, once there are so many. */
  List<Stored> decisions(String call, int count) {
    return await().until(() -> decisions.of(call), found -> found.size() >= count);
  }
}
