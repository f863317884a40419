package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.bus.PollLog;
import dev.ringbus.bus.testkit.LiveCallsContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.PollReport;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class KafkaLiveCallsTest extends LiveCallsContract {

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
  protected LiveCallLog log() {
    return bus.get(LiveCallLog.class);
  }

  @Override
  protected LiveCallLog logWithoutBroker() {
    return alone.get(LiveCallLog.class);
  }

  @Test
  void reportsPollsInThePartitionsWhereTheEventsOfTheirCallsAre() {
    List<CallKey> calls =
        IntStream.range(0, 20)
            .mapToObj(_ -> new CallKey(Samples.INTEGRATION, Samples.newCall()))
            .toList();
    calls.forEach(call ->
        StepVerifier.create(
                bus.get(EventLog.class)
                    .append(
                        List.of(Samples.event(call.callId(), CallEventType.CALL_STARTED)),
                        Context.root()))
            .verifyComplete());

    StepVerifier.create(bus.get(PollLog.class).report(calls)).verifyComplete();

    List<ConsumerRecord<String, String>> reports = PlainKafka.read(Topics.POLLS, "");
    assertThat(reports).flatExtracting(record -> report(record).calls()).containsAll(calls);
    for (ConsumerRecord<String, String> record : reports) {
      for (CallKey call : report(record).calls()) {
        assertThat(PlainKafka.read(Topics.CALL_EVENTS, call.toString()))
            .isNotEmpty()
            .allMatch(event -> event.partition() == record.partition());
      }
    }
  }

  private static PollReport report(ConsumerRecord<String, String> record) {
    return Json.read(record.value().getBytes(UTF_8), PollReport.class);
  }
}
