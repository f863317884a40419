/**
 * Does what a CRM wants done: begins calls by the PBX's own HTTP, and sends again what it lacks.
 */
@NullMarked
package dev.ringbus.crmsync.originate;

import org.jspecify.annotations.NullMarked;
