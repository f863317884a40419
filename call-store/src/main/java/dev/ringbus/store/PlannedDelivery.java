package dev.ringbus.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a CRM is to be told of a call.
 *
 * @param crm the workspace
 * @param name of the delivery, unique for this workspace and call: {@code register}, {@code
 *     leg/demo-mts:17/306/connected}
 * @param lane deliveries of one call and lane go one after the other, in the order in which they
 *     were planned; those of different lanes do not wait for each other
 * @param operation the kind, which people and metrics see, for example {@code register-call}
 * @param payload JSON, which only who sends it reads
 * @param notBefore when it may first be sent
 * @param staleAt from when on it is not worth sending; absent if it always is
 */
public record PlannedDelivery(
    String crm,
    String name,
    Lane lane,
    String operation,
    String payload,
    Instant notBefore,
    @Nullable Instant staleAt) {

  /** The key under which {@link CallHistory#planned} has it. */
  public String key() {
    return key(crm, name);
  }

  /** The key of the delivery of that name. */
  public static String key(String crm, String name) {
    return crm + " " + name;
  }

  /** The workspace of the delivery with that key. */
  public static String crm(String key) {
    return key.substring(0, key.indexOf(' '));
  }

  /** What a delivery waits behind. */
  public enum Lane {
    /** Notices and the registration, in order. */
    CALL,
    /** Recordings, which may take long. */
    FILES,
    /** What the hub's other services are to know of the call, also while the CRM is not there. */
    HUB
  }
}
