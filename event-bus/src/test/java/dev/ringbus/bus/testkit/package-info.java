/**
 * The ports in memory, for tests of a service alone, and beside each the contract that it and the
 * Kafka version both pass.
 */
@NullMarked
package dev.ringbus.bus.testkit;

import org.jspecify.annotations.NullMarked;
