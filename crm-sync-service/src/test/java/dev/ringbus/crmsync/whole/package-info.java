/**
 * The service as a whole, in the worst of circumstances: events on a real broker, a real database,
 * the application as it is run, and a Kontur.CRM that keeps to its contract and notes whatever
 * breaks it.
 */
@NullMarked
package dev.ringbus.crmsync.whole;

import org.jspecify.annotations.NullMarked;
