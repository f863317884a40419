package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.testkit.DecisionLogContract;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KafkaDecisionLogTest extends DecisionLogContract {

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
  protected DecisionLog log() {
    return bus.get(DecisionLog.class);
  }

  @Override
  protected DecisionLog logWithoutBroker() {
    return alone.get(DecisionLog.class);
  }

  @Override
  protected List<DecisionRecord> stored(CallKey key) {
    return PlainKafka.read(Topics.DECISIONS, key.toString()).stream()
        .map(found -> Json.read(found.value().getBytes(UTF_8), DecisionRecord.class))
        .toList();
  }
}
