package dev.ringbus.violations.control;

/** A service. */
public record Service(String name) {}
