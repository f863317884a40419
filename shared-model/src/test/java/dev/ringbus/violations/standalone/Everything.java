package dev.ringbus.violations.standalone;

import dev.ringbus.violations.control.Service;

/** Allowed: it depends on all. */
public record Everything(Service control) {}
