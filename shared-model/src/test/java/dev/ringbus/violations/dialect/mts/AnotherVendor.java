package dev.ringbus.violations.dialect.mts;

/** Another vendor's. */
public record AnotherVendor(String name) {}
