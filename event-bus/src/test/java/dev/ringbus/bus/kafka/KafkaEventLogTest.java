package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.testkit.EventLogContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class KafkaEventLogTest extends EventLogContract {

  private static TestBus bus;
  private static TestBus alone;

  @BeforeAll
  static void start() {
    bus = TestBus.start();
    alone = TestBus.starting(TestBus.NOWHERE.bootstrapServers(), Map.of());
  }

  @AfterAll
  static void stop() {
    bus.close();
    alone.close();
  }

  @Override
  protected EventLog log() {
    return bus.get(EventLog.class);
  }

  @Override
  protected EventLog logWithoutBroker() {
    return alone.get(EventLog.class);
  }

  @Override
  protected List<CallEvent> stored(CallKey key) {
    return PlainKafka.read(Topics.CALL_EVENTS, key.toString()).stream()
        .map(found -> Json.read(found.value().getBytes(UTF_8), CallEvent.class))
        .toList();
  }

  @Test
  void countsWhatIsStoredAndWhatIsNot() {
    String[] stored = {"topic", Topics.CALL_EVENTS, "result", "stored"};
    String[] failed = {"topic", Topics.CALL_EVENTS, "result", "failed"};
    // What other tests have appended is counted before this one, since there is one producer.
    CallEvent last = Samples.event(Samples.newCall(), CallEventType.CALL_ENDED);
    StepVerifier.create(log().append(List.of(last), Context.root())).verifyComplete();
    double storedBefore = bus.count("ringbus.publish", stored);
    double failedBefore = alone.count("ringbus.publish", failed);
    List<CallEvent> events =
        Stream.generate(() -> Samples.event(Samples.newCall(), CallEventType.CALL_ENDED))
            .limit(3)
            .toList();

    StepVerifier.create(log().append(events, Context.root())).verifyComplete();
    StepVerifier.create(logWithoutBroker().append(events, Context.root())).verifyError();

    assertThat(bus.count("ringbus.publish", stored)).isEqualTo(storedBefore + 3);
    assertThat(alone.count("ringbus.publish", failed)).isEqualTo(failedBefore + 3);
  }
}
