package dev.ringbus.violations.ingress.util;

/** Must not be: a package that holds anything. */
record Anything(String name) {}
