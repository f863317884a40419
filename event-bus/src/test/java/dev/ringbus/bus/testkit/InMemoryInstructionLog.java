package dev.ringbus.bus.testkit;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An {@link InstructionLog} that writes straight into an {@link InMemoryInstructionView}. */
public final class InMemoryInstructionLog implements InstructionLog {

  private final InMemoryBroker broker;
  private final InMemoryInstructionView view;

  public InMemoryInstructionLog(InMemoryBroker broker, InMemoryInstructionView view) {
    this.broker = broker;
    this.view = view;
  }

  @Override
  public Mono<Void> put(WaitingInstruction instruction, Context trace) {
    return broker.perform(() -> view.put(instruction));
  }

  @Override
  public Mono<Void> remove(CallKey call, Context trace) {
    return broker.perform(() -> view.remove(call));
  }

  @Override
  public Flux<WaitingInstruction> read(Set<Integer> partitions) {
    return broker.perform(() -> {}).thenMany(Flux.defer(() -> Flux.fromIterable(view.all())));
  }
}
