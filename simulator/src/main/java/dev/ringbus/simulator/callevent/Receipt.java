package dev.ringbus.simulator.callevent;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that the CRM has got, and how it answers.
 *
 * @param callId 0 of an activation test
 * @param data of a report
 */
public record Receipt(
    Asked asked, long callId, Optional<CrmData> data, Answered answered, Instant at) {}
