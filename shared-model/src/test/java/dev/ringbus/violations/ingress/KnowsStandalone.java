package dev.ringbus.violations.ingress;

import dev.ringbus.violations.standalone.Everything;

/** Must not be: nothing knows the standalone. */
record KnowsStandalone(Everything standalone) {}
