package dev.ringbus.simulator.mts;

import dev.ringbus.model.Direction;

/** The services that are simulated, as {@code ServiceType}. */
enum Service {
  /** {@code MTSSecretary}: calls that come in. */
  SECRETARY(1, Direction.INBOUND),
  /** {@code MTSPBX}: calls that the client's own PBX makes. */
  OUTGOING(2, Direction.OUTBOUND);

  private final int code;
  private final Direction direction;

  Service(int code, Direction direction) {
    this.code = code;
    this.direction = direction;
  }

  int code() {
    return code;
  }

  Direction direction() {
    return direction;
  }
}
