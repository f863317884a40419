package dev.ringbus.control.instruct;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a call's PBX to be told.
 *
 * @param expiresAfter how long it is worth anything
 * @param offerAgainAfter how many polls without proof are waited for before it is offered a second
 *     time; as the integration has it if absent
 * @param idempotencyKey the caller's own name of this wish: the same wish under the same name is
 *     one instruction, however often it is sent
 */
public record Wish(
    CallKey call,
    Instruction instruction,
    Duration expiresAfter,
    @Nullable Integer offerAgainAfter,
    @Nullable String idempotencyKey) {}
