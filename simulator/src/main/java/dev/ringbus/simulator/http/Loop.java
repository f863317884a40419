package dev.ringbus.simulator.http;

import java.time.Duration;

/**
 * The one thread that a simulation runs on: its clock and its agenda. Whatever belongs to a
 * simulation is touched on this thread alone, so nothing in it is locked.
 */
public interface Loop {

  /** Nanoseconds since some moment; for differences. */
  long nanos();

  /** Runs the task on this thread, soon. */
  void execute(Runnable task);

  /** Runs the task on this thread once the delay has passed. */
  void after(Duration delay, Runnable task);
}
