package dev.ringbus.simulator.callevent;

import java.util.Set;

/**
 * {@code CRMData}, what the platform tells of a call.
 *
 * @param eventTime as it was written
 * @param eventType 1 to 18
 * @param serviceType 1 to 4
 */
public record CrmData(
    long callId,
    String eventTime,
    String an,
    String un,
    String dn1,
    String dn2,
    String ext1,
    String ext2,
    String dtmf,
    String generic,
    String result,
    int eventType,
    int serviceType) {

  /** The {@code EventType} of a call that reached the platform. */
  public static final int CALL_ACCEPTED = 1;

  /** The {@code EventType} of forwarding's result. */
  public static final int TRANSFER = 9;

  /** The {@code EventType} of the result of forwarding to a short number. */
  public static final int SHORT_TRANSFER = 11;

  /** The {@code EventType} of a call's end. */
  public static final int END_CALL = 15;

  private static final Set<Integer> RESULTS = Set.of(TRANSFER, SHORT_TRANSFER);
  private static final String CONNECTED = "1280";

  /** Whether from here on the platform polls. */
  public boolean isConnection() {
    return RESULTS.contains(eventType) && result.equals(CONNECTED);
  }

  public boolean isEnd() {
    return eventType == END_CALL;
  }
}
