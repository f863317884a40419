package dev.ringbus.violations.dialect.comagic;

import dev.ringbus.violations.dialect.mts.AnotherVendor;

/** Must not be: vendors do not know each other. */
record KnowsAnotherVendor(AnotherVendor vendor) {}
