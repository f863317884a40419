package dev.ringbus.crm;

import org.jspecify.annotations.Nullable;

/**
 * What a CRM said when it took something.
 *
 * @param communicationId its id of the call, where it told
 * @param file what it calls an uploaded file
 * @param remark what a person should know although it was taken, for example an employee whom no
 *     user of the CRM is mapped to
 */
public record CrmReceipt(
    @Nullable String communicationId, @Nullable CrmFile file, @Nullable String remark) {

  /** Taken, and nothing to say. */
  public static final CrmReceipt TAKEN = new CrmReceipt(null, null, null);
}
