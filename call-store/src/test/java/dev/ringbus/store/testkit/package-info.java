/**
 * The ports of the store in memory, the contracts that they share with PostgreSQL's, and samples.
 */
@NullMarked
package dev.ringbus.store.testkit;

import org.jspecify.annotations.NullMarked;
