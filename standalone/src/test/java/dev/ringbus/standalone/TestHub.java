package dev.ringbus.standalone;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
 * the first test and ends with the JVM.
 */
final class TestHub {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Services services;
  private final TestFile file;
  private final TopicReader events;
  private final TopicReader decisions;

  private TestHub(String bootstrapServers, Path folder) {
    file = TestFile.in(folder);
    services = Services.all(bootstrapServers, folder);
    apply(TestFile.original());
    events = new TopicReader(bootstrapServers, Topics.CALL_EVENTS);
    decisions = new TopicReader(bootstrapServers, Topics.DECISIONS);
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

  /** Makes this text the configuration, and returns when every service follows it. */
  void apply(String text) {
    file.write(text);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    LiveConfiguration live =
        new LiveConfiguration(
            file.file(),
            new PatientStore(services.get(ConfigurationStore.class)),
            nowhere,
            console);
    Valid valid = live.applyFirst();
    ConfigurationView view = services.get(ConfigurationView.class);
    Await.ready(
        Map.of(
            "replies", services.get(DecisionClient.class)::isReady,
            "questions", services.get(DecisionServer.class)::isReady,
            "configuration", () -> view.current().equals(valid.configuration())),
        LIMIT);
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

  /** All call events up to now. */
  TopicReader events() {
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
