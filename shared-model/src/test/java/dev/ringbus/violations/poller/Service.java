package dev.ringbus.violations.poller;

/** A service. */
public record Service(String name) {}
