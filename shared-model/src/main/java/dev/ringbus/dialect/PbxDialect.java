package dev.ringbus.dialect;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Platform;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's wire, seen from the hub, as one integration uses it. Pure and synchronous: no clock,
 * no log, no I/O; safe for use by many threads.
 */
public interface PbxDialect {

  Platform name();

  /**
   * Whether {@link #read} itself proves who sent the request (a signature), so that no key is asked
   * for.
   */
  boolean verifiesRequests();

  /**
   * How the PBX comes back during a conversation to ask what to do ({@link Reading.Poll}); empty if
   * it does not. Only such a PBX can be told something that nobody asked it about.
   */
  default Optional<Polling> polling() {
    return Optional.empty();
  }

  /**
   * Whether the event shows that the PBX has followed the instruction, which it was given before
   * that.
   */
  default boolean proves(Instruction instruction, CallEvent event) {
    return false;
  }

  /**
   * What the request says. Unknown fields and values are kept, never refused.
   *
   * @throws RejectedRequest if nothing can be made of it; nothing else is ever thrown, whatever the
   *     bytes
   */
  Reading read(PbxRequest request);

  /**
   * The bytes that tell the PBX the outcome. Answers every combination: what the PBX cannot do, or
   * not at this moment, becomes the neutral answer.
   */
  PbxResponse reply(Reading reading, Outcome outcome);

  /** The bytes that refuse a request, with no word about why beyond the status. */
  PbxResponse refuse(RejectedRequest rejection);

  /**
   * The part of a decision that this PBX can follow.
   *
   * @param at the question to be answered, since some PBXs take an instruction at some moments
   *     only; null asks whether the PBX can ever do it, which is how a plan is checked before it
   *     applies
   */
  Fit fit(Decision decision, @Nullable RoutingQuestion at);
}
