package dev.ringbus.crm;

import dev.ringbus.model.Call;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a CRM is told about a call.
 *
 * @param call as known now; absent only with {@link CrmAction.Fail}, of a call that never came to
 *     be
 * @param communicationId the CRM's own id of the call, as far as it is known
 */
public record CrmOperation(
    @Nullable Call call, @Nullable String communicationId, CrmAction action) {}
