package dev.ringbus.simulator.callinteractive;

import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Invented;

/** Who calls the IVR. */
sealed interface Parties {

  /** A client, over a number of the company's. */
  record External(PhoneNumber caller, PhoneNumber did) implements Parties {}

  /** An employee, from extension to extension. */
  record Internal(String extension) implements Parties {}

  static Parties external(Chance chance) {
    return new External(Invented.russianMobile(chance), Invented.russianLine(chance));
  }

  /** The call of the vendor's example. */
  static Parties internal() {
    return new Internal("000*306");
  }
}
