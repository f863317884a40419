package dev.ringbus.violations.wire;

import org.slf4j.Logger;

/** Must not be: our own JSON does not log. */
record KnowsLogging(Logger log) {}
