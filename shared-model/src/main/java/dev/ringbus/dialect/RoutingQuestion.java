package dev.ringbus.dialect;

import dev.ringbus.model.CallEvent;

/**
 * The PBX waits for an answer about a call.
 *
 * @param event what happened; the most telling event of the request, since its type is what {@code
 *     call.event} is in rules ({@code digits.received} rather than {@code decision.asked})
 */
public record RoutingQuestion(CallEvent event) {}
