/**
 * Tells CRMs what the outbox holds, each workspace apart from every other: in order within a call,
 * again when it failed, and never twice what must be there once.
 */
@NullMarked
package dev.ringbus.crmsync.delivery;

import org.jspecify.annotations.NullMarked;
