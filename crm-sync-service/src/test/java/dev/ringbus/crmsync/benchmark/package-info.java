/**
 * Measures the service, its broker, its database and simulated CRMs in one process. Not part of the
 * tests; the README has the figures.
 */
@NullMarked
package dev.ringbus.crmsync.benchmark;

import org.jspecify.annotations.NullMarked;
