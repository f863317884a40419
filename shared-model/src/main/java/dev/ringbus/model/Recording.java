package dev.ringbus.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a recording of a call can be fetched.
 *
 * @param url as the PBX gave it: it comes from outside, and is not to be trusted
 * @param legId the leg that was recorded; absent if it is of a call without legs
 */
public record Recording(String url, @Nullable String legId) {}
