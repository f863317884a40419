package dev.ringbus.violations.ingress;

/** Must not be: a name that says nothing. */
record CallManager(String name) {}
