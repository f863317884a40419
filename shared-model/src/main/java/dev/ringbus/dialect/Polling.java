package dev.ringbus.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a PBX asks, again and again, what to do with a connected call.
 *
 * @param every the interval
 * @param offerAgainAfter how many polls without proof are waited for before an instruction is
 *     offered a second time; never if absent, since an answer that did arrive would be followed
 *     twice
 */
public record Polling(Duration every, @Nullable Integer offerAgainAfter) {}
