package dev.ringbus.simulator.http;

import java.util.function.Consumer;

/** The hub, seen from a PBX: takes requests and answers them. Used on the {@link Loop} alone. */
public interface Hub {

  /** How many more requests can be under way at the same time, now. */
  int room();

  /**
   * Sends a request, which needs {@link #room}, and tells once what came of it, always on the loop
   * and never before this returns.
   */
  void send(Wire wire, Consumer<Reply> heard);
}
