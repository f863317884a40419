package dev.ringbus.bus;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import java.util.Collection;
import java.util.Optional;

/** What waits for the next poll of each call, in memory, from {@code ringbus.instructions}. */
public interface InstructionView {

  Optional<WaitingInstruction> find(CallKey call);

  /** All that waits, for any call. */
  Collection<WaitingInstruction> all();

  /** Whether everything that was on the topic when this process started has been read. */
  boolean isReady();
}
