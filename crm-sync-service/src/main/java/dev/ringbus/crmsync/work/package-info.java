/**
 * What is still to be told to CRMs, as it stands in the outbox: planned by the assembly of calls,
 * done by the delivery.
 */
@NullMarked
package dev.ringbus.crmsync.work;

import org.jspecify.annotations.NullMarked;
