package dev.ringbus.simulator.load;

import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.pbx.Heard;
import java.util.function.Consumer;

/** Sends single requests of one integration, each of a call of its own. */
public interface Shooter {

  /**
   * Sends one.
   *
   * @param due since when its answer is waited for
   * @param heard is told once, later
   */
  void shoot(long due, Tally tally, Consumer<Heard> heard);
}
