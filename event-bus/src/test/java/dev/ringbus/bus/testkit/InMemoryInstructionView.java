package dev.ringbus.bus.testkit;

import dev.ringbus.bus.InstructionView;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An {@link InstructionView} that a test, or an {@link InMemoryInstructionLog}, fills. */
public final class InMemoryInstructionView implements InstructionView {

  private final Map<CallKey, WaitingInstruction> waiting = new ConcurrentHashMap<>();
  private volatile boolean ready = true;

  /** Replaces what waits for that call. */
  public void put(WaitingInstruction instruction) {
    waiting.put(instruction.key(), instruction);
  }

  /** Nothing waits for that call any more. */
  public void remove(CallKey call) {
    waiting.remove(call);
  }

  @Override
  public Optional<WaitingInstruction> find(CallKey call) {
    return Optional.ofNullable(waiting.get(call));
  }

  @Override
  public Collection<WaitingInstruction> all() {
    return List.copyOf(waiting.values());
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  /** What {@link #isReady} says from now on. */
  public void ready(boolean value) {
    ready = value;
  }
}
