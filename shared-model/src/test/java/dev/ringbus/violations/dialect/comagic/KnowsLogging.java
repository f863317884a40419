package dev.ringbus.violations.dialect.comagic;

import org.slf4j.Logger;

/** Must not be: a vendor's folder does not log. */
record KnowsLogging(Logger log) {}
