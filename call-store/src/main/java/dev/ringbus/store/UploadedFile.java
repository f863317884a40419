package dev.ringbus.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recording that a CRM has in its temporary store.
 *
 * @param url where it was fetched
 * @param legId the leg that it is of, if known
 * @param length in bytes
 * @param attached whether it was part of a registration, or attached after it
 */
public record UploadedFile(
    String url,
    String fileId,
    String name,
    String contentType,
    long length,
    @Nullable String legId,
    Instant uploadedAt,
    boolean attached) {}
