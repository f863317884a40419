package dev.ringbus.model;

import java.time.Instant;

/**
 * A question to routing about a call that waits: the value on {@code ringbus.decision-requests}.
 *
 * @param correlationId unique; the reply carries it
 * @param event what happened, whose {@code type} is what {@code call.event} is in a rule
 * @param deadline when ingress answers the PBX with or without a reply; an expired question is
 *     dropped unread
 */
public record DecisionRequest(String correlationId, CallEvent event, Instant deadline) {}
