package dev.ringbus.store.testkit;

import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.Outbox;
import java.time.Clock;

/** A store in memory, which can be away for a while. */
public final class InMemoryStore implements Store {

  private final Contents contents;
  private final CallStore calls;
  private final Outbox outbox;
  private final Inquiries inquiries;
  private final InstructionStates instructions;

  /**
   * An empty one.
   *
   * @param clock says when deliveries were planned and calls changed
   */
  public InMemoryStore(Clock clock) {
    contents = new Contents(clock);
    calls = new InMemoryCallStore(contents);
    outbox = new InMemoryOutbox(contents);
    inquiries = new InMemoryInquiries(contents);
    instructions = new InMemoryInstructionStates(contents);
  }

  @Override
  public CallStore calls() {
    return calls;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public Inquiries inquiries() {
    return inquiries;
  }

  @Override
  public InstructionStates instructions() {
    return instructions;
  }

  /** From now on everything fails with {@link dev.ringbus.store.StoreUnavailable}. */
  public void goesAway() {
    contents.goesAway();
  }

  /** Is there again, with all that it had. */
  public void comesBack() {
    contents.comesBack();
  }
}
