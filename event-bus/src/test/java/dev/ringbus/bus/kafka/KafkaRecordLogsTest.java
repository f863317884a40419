package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.bus.CallLog;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.testkit.RecordLogContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import reactor.core.publisher.Mono;

class KafkaRecordLogsTest {

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

  private static <T> List<T> read(String topic, String key, Class<T> type) {
    return PlainKafka.read(topic, key).stream()
        .map(found -> Json.read(found.value().getBytes(UTF_8), type))
        .toList();
  }

  @Nested
  class Calls extends RecordLogContract<Call> {

    @Override
    protected Call value() {
      return Samples.call(Samples.newCall());
    }

    @Override
    protected Mono<Void> write(Call value) {
      return bus.get(CallLog.class).publish(List.of(value));
    }

    @Override
    protected Mono<Void> writeWithoutBroker(Call value) {
      return alone.get(CallLog.class).publish(List.of(value));
    }

    @Override
    protected List<Call> stored(Call value) {
      return read(Topics.CALLS, value.key().toString(), Call.class);
    }
  }

  @Nested
  class Deliveries extends RecordLogContract<CrmDelivery> {

    @Override
    protected CrmDelivery value() {
      return Samples.delivery(Samples.newCall());
    }

    @Override
    protected Mono<Void> write(CrmDelivery value) {
      return bus.get(DeliveryLog.class).record(List.of(value));
    }

    @Override
    protected Mono<Void> writeWithoutBroker(CrmDelivery value) {
      return alone.get(DeliveryLog.class).record(List.of(value));
    }

    @Override
    protected List<CrmDelivery> stored(CrmDelivery value) {
      return read(Topics.CRM_DELIVERIES, value.key().toString(), CrmDelivery.class);
    }
  }

  @Nested
  class Commands extends RecordLogContract<CallCommand> {

    @Override
    protected CallCommand value() {
      return Samples.hangUp(Samples.newCall());
    }

    @Override
    protected Mono<Void> write(CallCommand value) {
      return bus.get(CommandLog.class).append(value, Context.root());
    }

    @Override
    protected Mono<Void> writeWithoutBroker(CallCommand value) {
      return alone.get(CommandLog.class).append(value, Context.root());
    }

    @Override
    protected List<CallCommand> stored(CallCommand value) {
      return read(Topics.COMMANDS, value.key(), CallCommand.class);
    }
  }

  @Nested
  class InstructionOutcomes extends RecordLogContract<InstructionOutcome> {

    @Override
    protected InstructionOutcome value() {
      return Samples.outcome(Samples.waiting(Samples.newCall()));
    }

    @Override
    protected Mono<Void> write(InstructionOutcome value) {
      return bus.get(InstructionOutcomeLog.class).record(value, Context.root());
    }

    @Override
    protected Mono<Void> writeWithoutBroker(InstructionOutcome value) {
      return alone.get(InstructionOutcomeLog.class).record(value, Context.root());
    }

    @Override
    protected List<InstructionOutcome> stored(InstructionOutcome value) {
      return read(Topics.INSTRUCTION_OUTCOMES, value.key().toString(), InstructionOutcome.class);
    }
  }
}
