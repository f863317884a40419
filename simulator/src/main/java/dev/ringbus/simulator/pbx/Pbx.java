package dev.ringbus.simulator.pbx;

import java.util.Optional;

/**
 * A platform's PBX, as one integration uses it. Knows no connections and no threads: who drives it
 * sends its requests, and brings time and chance.
 */
public interface Pbx {

  /** How this PBX shows the integration's key. */
  Credentials credentials();

  /**
   * What the platform does before the first call, as a call of its own; if that is given up, the
   * platform makes no calls. Empty if the platform starts without a word.
   */
  Optional<Call> activation();

  /**
   * A call. The first of an integration is the one that shows most; the others vary.
   *
   * @param number from 0
   * @param serial makes the call's id
   */
  Call call(int number, Serial serial, Chance chance);

  /**
   * A call that the PBX was asked to place; empty if this platform's calls are not simulated in
   * that direction.
   *
   * @param from the employee's extension
   * @param to the client's number
   */
  default Optional<Call> outgoing(String from, String to, Serial serial, Chance chance) {
    return Optional.empty();
  }

  /**
   * A single request for load; empty if this platform has none of that kind.
   *
   * @param serial makes the call's id, in whose wire form its digits stand as they are
   */
  Optional<Step.Send> single(LoadKind kind, Serial serial);
}
