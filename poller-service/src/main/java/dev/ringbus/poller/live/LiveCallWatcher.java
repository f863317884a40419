package dev.ringbus.poller.live;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;

/**
 * Told which connected calls are this instance's. Of one call it is told in turn, by the thread
 * that changes it, which must not be held up.
 */
public interface LiveCallWatcher {

  /** It is connected, or its partition has come to this instance. */
  void appeared(LiveCall call);

  /** It has ended, or its partition goes to another instance. */
  void disappeared(CallKey call);

  /** Its CRM has been told of it. */
  default void mayBeAsked(LiveCall call) {}

  /** Its CRM is to be asked about it no more. */
  default void askedNoMore(CallKey call) {}
}
