package dev.ringbus.crm.kontur;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.Leg;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Our ids on Kontur's wire. */
public final class KonturIds {

  private KonturIds() {}

  /** The {@code externalId} of a call, the same in every method. */
  public static String externalId(CallKey call) {
    return call.toString();
  }

  /**
   * Whether that is our id. The CRM puts the integration's name before it ({@code Megafon/333…434})
   * in some answers, and not in others.
   */
  public static boolean isSame(String externalId, @Nullable String answered) {
    return answered != null && (answered.equals(externalId) || answered.endsWith("/" + externalId));
  }

  /**
   * The call of a leg, whose id is {@code {callKey}/{employee}}; empty if it is not of that form.
   * Of a call id that has a slash itself the beginning is found, which is no call of ours.
   */
  static Optional<CallKey> callOf(String legId) {
    int colon = legId.indexOf(':');
    int slash = legId.indexOf('/', colon + 1);
    if (colon < 0 || slash < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(CallKey.parse(legId.substring(0, slash)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether it is a leg of the employee who called, as outgoing calls alone have. */
  static boolean isOfCaller(String legId) {
    int slash = legId.indexOf('/');
    return (legId.substring(slash + 1) + "/").startsWith(Leg.CALLER + "/");
  }
}
