package dev.ringbus.store;

import java.util.Set;

/** The operations that the order of deliveries depends on, as {@link PlannedDelivery#operation}. */
public final class Operations {

  /** Enters a finished call into the CRM's history. It waits a while for the call's uploads. */
  public static final String REGISTER_CALL = "register-call";

  /** Gives the CRM a recording to keep until it is attached. */
  public static final String UPLOAD = "upload";

  /** Attaches an uploaded recording to a call that has been registered. */
  public static final String CALL_RECORDING = "call-recording";

  private static final Set<String> SETTLED = Set.of(REGISTER_CALL, CALL_RECORDING);

  private Operations() {}

  /**
   * Whether an attempt that nobody knows the end of is settled before it is repeated: the CRM would
   * show the same thing twice. Notices and temporary files do no harm when they come again.
   */
  public static boolean settled(String operation) {
    return SETTLED.contains(operation);
  }
}
