/**
 * Measures the service, its broker, its database and simulated CRMs in one process. Not part of the
 * tests: {@code deploy/README.md} of the project says how it is run, README.md has the figures.
 */
@NullMarked
package dev.ringbus.crmsync.benchmark;

import org.jspecify.annotations.NullMarked;
