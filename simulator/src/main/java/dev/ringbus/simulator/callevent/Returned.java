package dev.ringbus.simulator.callevent;

import java.util.Locale;

/**
 * What this CRM wants done to a call: {@code ReturnCRMData} without the call.
 *
 * @param eventType 1 to 12, as the platform numbers its actions
 * @param param empty where the action takes none
 */
public record Returned(int eventType, String param) {

  /** To a number of the public network. */
  public static Returned transferDn(String number) {
    return new Returned(1, number);
  }

  /** To a short number. */
  public static Returned transferExt(String extension) {
    return new Returned(2, extension);
  }

  public static Returned playPrompt(String file) {
    return new Returned(3, file);
  }

  public static Returned hangup() {
    return new Returned(4, "");
  }

  /** To a PBX, or on the outgoing service to a login or a number of one. */
  public static Returned transferPbx(String pbx) {
    return new Returned(5, pbx);
  }

  public static Returned playMenuBlock(String menu) {
    return new Returned(6, menu);
  }

  /** The operator's consultation is broken off, and the operator gets the subscriber back. */
  public static Returned backFromConsultCall() {
    return new Returned(12, "");
  }

  /** For people. */
  @Override
  public String toString() {
    return param.isEmpty()
        ? "EventType " + eventType
        : String.format(Locale.ROOT, "EventType %d, Param %s", eventType, param);
  }
}
