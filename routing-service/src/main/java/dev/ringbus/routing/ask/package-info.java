/**
 * Asks customers' own CRMs what to do with a call, in a dialect that they already speak, whichever
 * PBX the call came from. Every question is bounded: in time, in the size of its answer, in the
 * number of questions at once, and a CRM that does not answer is left alone for a while.
 */
@NullMarked
package dev.ringbus.routing.ask;

import org.jspecify.annotations.NullMarked;
