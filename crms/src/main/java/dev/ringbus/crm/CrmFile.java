package dev.ringbus.crm;

import org.jspecify.annotations.Nullable;

/**
 * A file that a CRM has taken.
 *
 * @param legId the leg that it is a recording of, if one is known
 * @param length in bytes
 */
public record CrmFile(
    String fileId, String name, String contentType, long length, @Nullable String legId) {}
