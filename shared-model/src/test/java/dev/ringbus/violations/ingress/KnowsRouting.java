package dev.ringbus.violations.ingress;

import dev.ringbus.violations.routing.KnowsIngress;

/** Must not be: a service does not know another, and these two are a cycle. */
public record KnowsRouting(KnowsIngress routing) {}
