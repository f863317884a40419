package dev.ringbus.violations.crmsync;

import io.r2dbc.spi.Connection;

/** Must not be: R2DBC is for stores. */
public record KnowsR2dbc(Connection connection) {}
