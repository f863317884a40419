package dev.ringbus.store;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that a CRM asked for.
 *
 * @param communicationId the CRM's id of the call that is to be
 * @param integration whose PBX was told to make it
 * @param extension of the employee who is to talk
 * @param target whom to: a client's number, or another employee's
 */
public record Origination(
    String crm,
    String communicationId,
    IntegrationId integration,
    PhoneNumber extension,
    @Nullable PhoneNumber target,
    Instant requestedAt) {}
