package dev.ringbus.bus.testkit;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionView;
import java.util.Set;

class InMemoryInstructionsTest extends InstructionsContract {

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryInstructionView view = new InMemoryInstructionView();
  private final InMemoryInstructionLog log = new InMemoryInstructionLog(broker, view);

  @Override
  protected Set<Integer> partitions() {
    return Set.of(0);
  }

  @Override
  protected InstructionLog log() {
    return log;
  }

  @Override
  protected InstructionView view() {
    return view;
  }

  @Override
  protected InstructionLog logWithoutBroker() {
    broker.down();
    return log;
  }
}
