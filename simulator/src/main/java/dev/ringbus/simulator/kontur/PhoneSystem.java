package dev.ringbus.simulator.kontur;

import dev.ringbus.model.IntegrationId;

/** The PBXs that stand beside the CRM, seen from who wants a call placed. */
@FunctionalInterface
public interface PhoneSystem {

  /** No PBX at all. */
  PhoneSystem NONE = (_, _, _) -> Placing.UNKNOWN_INTEGRATION;

  /** What came of wanting a call. */
  enum Placing {
    /** The PBX dials. */
    PLACED,
    /** This PBX cannot be asked for calls. */
    NOT_SUPPORTED,
    /** There is no PBX of that integration. */
    UNKNOWN_INTEGRATION
  }

  /**
   * Has an outbound call placed.
   *
   * @param from the employee's extension
   * @param to the client's number
   */
  Placing place(IntegrationId integration, String from, String to);
}
