package dev.ringbus.bus.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.List;
import org.junit.jupiter.api.Nested;
import reactor.core.publisher.Mono;

class InMemoryRecordLogsTest {

  private final InMemoryBroker broker = new InMemoryBroker();

  @Nested
  class Calls extends RecordLogContract<Call> {

    private final InMemoryCallLog log = new InMemoryCallLog(broker);

    @Override
    protected Call value() {
      return Samples.call(Samples.newCall());
    }

    @Override
    protected Mono<Void> write(Call value) {
      return log.publish(List.of(value));
    }

    @Override
    protected Mono<Void> writeWithoutBroker(Call value) {
      broker.down();
      return log.publish(List.of(value));
    }

    @Override
    protected List<Call> stored(Call value) {
      return log.calls().stream().filter(value::equals).toList();
    }
  }

  @Nested
  class Deliveries extends RecordLogContract<CrmDelivery> {

    private final InMemoryDeliveryLog log = new InMemoryDeliveryLog(broker);

    @Override
    protected CrmDelivery value() {
      return Samples.delivery(Samples.newCall());
    }

    @Override
    protected Mono<Void> write(CrmDelivery value) {
      return log.record(List.of(value));
    }

    @Override
    protected Mono<Void> writeWithoutBroker(CrmDelivery value) {
      broker.down();
      return log.record(List.of(value));
    }

    @Override
    protected List<CrmDelivery> stored(CrmDelivery value) {
      return log.deliveries().stream().filter(value::equals).toList();
    }
  }

  @Nested
  class Commands extends RecordLogContract<CallCommand> {

    private final InMemoryCommandLog log = new InMemoryCommandLog(broker);

    @Override
    protected CallCommand value() {
      return Samples.hangUp(Samples.newCall());
    }

    @Override
    protected Mono<Void> write(CallCommand value) {
      return log.append(value, Context.root());
    }

    @Override
    protected Mono<Void> writeWithoutBroker(CallCommand value) {
      broker.down();
      return log.append(value, Context.root());
    }

    @Override
    protected List<CallCommand> stored(CallCommand value) {
      return log.commands().stream().filter(value::equals).toList();
    }
  }

  @Nested
  class InstructionOutcomes extends RecordLogContract<InstructionOutcome> {

    private final InMemoryInstructionOutcomeLog log = new InMemoryInstructionOutcomeLog(broker);

    @Override
    protected InstructionOutcome value() {
      return Samples.outcome(Samples.waiting(Samples.newCall()));
    }

    @Override
    protected Mono<Void> write(InstructionOutcome value) {
      return log.record(value, Context.root());
    }

    @Override
    protected Mono<Void> writeWithoutBroker(InstructionOutcome value) {
      broker.down();
      return log.record(value, Context.root());
    }

    @Override
    protected List<InstructionOutcome> stored(InstructionOutcome value) {
      return log.outcomes().stream().filter(value::equals).toList();
    }
  }
}
