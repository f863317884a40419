package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.store.ClaimedDelivery;
import java.time.Instant;

/**
 * What the policy needs to know besides the result.
 *
 * @param at when the result came
 * @param timesUnknown how often the CRM said before that it does not know the call
 * @param chance 0 to 1, from which waits are made
 */
record Attempt(
    ClaimedDelivery claimed, Instant at, int timesUnknown, Settles settles, double chance) {}
