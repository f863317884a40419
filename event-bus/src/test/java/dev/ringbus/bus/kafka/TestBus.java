package dev.ringbus.bus.kafka;

import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.embedded.testkit.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** An application that consists of the bus alone. */
final class TestBus implements AutoCloseable {

  /** Few, since some tests read all of them. */
  static final int PARTITIONS = 3;

  /** Of a broker and a process that may both have to wait for a processor for seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A port that nobody listens on: port 1 is reserved. */
  static final BusSettings NOWHERE = settings("127.0.0.1:1", PARTITIONS);

  /** Of one broker, with patience. */
  static BusSettings settings(String bootstrapServers, int partitions) {
    return new BusSettings(bootstrapServers, partitions, 1, 1, null, PATIENCE, PATIENCE);
  }

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private TestBus(String bootstrapServers, Map<String, Object> properties, Class<?>... parts) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("ringbus.bootstrap-servers", bootstrapServers);
    all.putIfAbsent("ringbus.partitions", PARTITIONS);
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
    context.registerBean(SimpleMeterRegistry.class);
    context.register(BusConfiguration.class);
    if (parts.length > 0) {
      context.register(parts);
    }
  }

  /** On the shared broker, with patience; returns when it is ready. */
  static TestBus start(Class<?>... parts) {
    TestBus bus =
        starting(
            TestKafka.bootstrapServers(),
            Map.of(
                "ringbus.session-timeout", PATIENCE.toString(),
                "ringbus.delivery-timeout", PATIENCE.toString()),
            parts);
    bus.awaitReady();
    return bus;
  }

  /** On any broker, reachable or not, as impatient as by default; returns at once. */
  static TestBus starting(
      String bootstrapServers, Map<String, Object> properties, Class<?>... parts) {
    TestBus bus = new TestBus(bootstrapServers, properties, parts);
    bus.context.refresh();
    return bus;
  }

  void awaitReady() {
    await().until(() -> get(Publisher.class).isOpen() && get(ConfigurationView.class).isReady());
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** The value of a counter; 0 if nobody has counted yet. */
  double count(String name, String... tags) {
    var counter = get(SimpleMeterRegistry.class).find(name).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  @Override
  public void close() {
    context.close();
  }
}
