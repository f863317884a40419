package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.pbx.Premises;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who is there while PBXs are simulated.
 *
 * @param premises what every PBX has around it
 * @param watcher is told of each exchange as soon as it is over, on one thread; a load is dearer
 *     for the machine then
 * @param desk takes orders for calls
 */
public record Company(
    Premises premises, Optional<Consumer<Exchange>> watcher, Optional<Desk> desk) {

  /** PBXs by themselves. */
  public static final Company NOBODY =
      new Company(Premises.INVENTED, Optional.empty(), Optional.empty());

  /** The same, watched. */
  public Company watchedBy(Consumer<Exchange> value) {
    return new Company(premises, Optional.of(value), desk);
  }
}
