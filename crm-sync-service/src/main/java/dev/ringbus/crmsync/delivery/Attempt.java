package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.store.ClaimedDelivery;
import java.time.Instant;

/**
 * What the policy needs to know besides the result.
 *
 * @param at when the result came
 * @param memory what is remembered of the attempts before
 * @param chance 0 to 1, from which waits are made
 */
record Attempt(
    ClaimedDelivery claimed, Instant at, Memory memory, Settles settles, double chance) {}
