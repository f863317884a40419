package dev.ringbus.violations.routing;

import dev.ringbus.violations.ingress.KnowsRouting;

/** Must not be: a service does not know another. */
public record KnowsIngress(KnowsRouting ingress) {}
