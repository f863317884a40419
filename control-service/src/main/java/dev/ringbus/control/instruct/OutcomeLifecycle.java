package dev.ringbus.control.instruct;

import dev.ringbus.bus.Feed;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.store.InstructionStates;
import org.springframework.context.SmartLifecycle;

/** Stores what becomes of instructions, wherever they came from; what fails comes again. */
public final class OutcomeLifecycle implements SmartLifecycle {

  private static final String GROUP = "ringbus-control";
  private static final int PHASE = 1000;

  private final Feed<InstructionOutcome> feed;
  private final InstructionStates states;
  private volatile boolean started;

  public OutcomeLifecycle(Feed<InstructionOutcome> feed, InstructionStates states) {
    this.feed = feed;
    this.states = states;
  }

  @Override
  public void start() {
    feed.follow(GROUP, states::became);
    started = true;
  }

  /** The feed itself ends with the bus. */
  @Override
  public void stop() {
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
