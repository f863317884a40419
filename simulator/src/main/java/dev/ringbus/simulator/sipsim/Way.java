package dev.ringbus.simulator.sipsim;

import dev.ringbus.model.Direction;

/** Which way a call goes. */
enum Way {
  INCOMING(Direction.INBOUND),
  OUTGOING(Direction.OUTBOUND);

  private final Direction direction;

  Way(Direction direction) {
    this.direction = direction;
  }

  Direction direction() {
    return direction;
  }
}
