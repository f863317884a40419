package dev.ringbus.ingress.spool;

import static dev.ringbus.ingress.spool.SpoolSamples.event;
import static dev.ringbus.ingress.spool.SpoolSamples.events;
import static dev.ringbus.ingress.spool.SpoolSamples.spool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryEventLog;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class SpoolDrainTest {

  @TempDir Path folder;

  private final Scheduler scheduler = Schedulers.newSingle("drain", true);
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryEventLog log = new InMemoryEventLog(broker);
  private final BrokerCircuit circuit = new BrokerCircuit(Clock.systemUTC(), Duration.ofMillis(10));
  private Spool spool;
  private SpoolDrain drain;

  @BeforeEach
  void open() {
    spool = spool(folder, Long.MAX_VALUE);
    spool.open();
    drain =
        new SpoolDrain(
            spool, log, circuit, Duration.ofSeconds(10), Duration.ofMillis(10), scheduler);
  }

  @AfterEach
  void close() {
    drain.stop();
    spool.close();
    scheduler.dispose();
  }

  @Test
  void bringsEachCallToTheBrokerInOrder() {
    IntStream.range(0, 1000).forEach(number -> append("call " + number % 7, number / 7));

    drain.start();

    await().until(() -> spool.size() == 0);
    assertThat(log.events()).hasSize(1000);
    for (int call = 0; call < 7; call++) {
      assertThat(log.events(event("call " + call, 0).key()))
          .extracting(CallEvent::id)
          .isSortedAccordingTo(
              Comparator.comparingInt(id -> Integer.parseInt(id.substring(id.indexOf('-') + 1))));
    }
  }

  @Test
  void bringsWhatComesWhileItDrains() {
    drain.start();
    LongStream.range(0, 200).forEach(number -> append("1", number));

    await().until(() -> log.events().size() == 200);
    assertThat(log.events())
        .isEqualTo(LongStream.range(0, 200).mapToObj(n -> event("1", n)).toList());
  }

  @Test
  void waitsForTheBroker() {
    broker.down();
    append("1", 0);
    append("1", 1);
    drain.start();
    await().until(circuit::isDown);
    assertThat(log.events()).isEmpty();
    assertThat(spool.size()).isEqualTo(2);

    broker.up();

    await().until(() -> spool.size() == 0);
    assertThat(log.events()).extracting(CallEvent::id).containsExactly("1-0", "1-1");
    assertThat(circuit.isDown()).as("the drain has found out").isFalse();
  }

  private void append(String call, long number) {
    spool.append(events(call, number), Context.root()).toFuture().join();
  }
}
