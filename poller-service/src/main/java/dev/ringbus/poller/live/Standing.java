package dev.ringbus.poller.live;

import dev.ringbus.model.LiveCall;

/** Where a call is. */
public sealed interface Standing {

  /** Nothing was heard of it, or too long ago. */
  record Unknown() implements Standing {}

  /** It goes on, and nobody has answered it. */
  record NotConnected() implements Standing {}

  record Connected(LiveCall call) implements Standing {}

  record Ended() implements Standing {}
}
