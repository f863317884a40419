package dev.ringbus.store;

import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that a CRM asked for.
 *
 * @param communicationId the CRM's id of the call that is to be
 * @param integration whose PBX was told to make it
 * @param extension of the employee who is to talk; absent if the CRM user has none, and then no
 *     call ever follows
 * @param target whom to: a client's number, or another employee's
 */
public record Origination(
    String crm,
    String communicationId,
    IntegrationId integration,
    @Nullable PhoneNumber extension,
    @Nullable PhoneNumber target,
    Instant requestedAt) {

  /** Stands for the call as long as there is none, for example when it never comes to be. */
  public CallKey key() {
    return new CallKey(integration, new CallId("communication-" + communicationId));
  }
}
