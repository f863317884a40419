package dev.ringbus.simulator.kontur.files;

import java.time.Instant;

/**
 * A file that was uploaded. Its content is not kept.
 *
 * @param length in bytes, as counted
 * @param sha256 of its content, hexadecimal in lower case
 */
public record StoredFile(
    String fileId,
    String fileName,
    String contentType,
    long length,
    String sha256,
    Instant uploadedAt) {}
