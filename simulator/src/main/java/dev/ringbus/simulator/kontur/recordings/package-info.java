/** Recordings as PBXs serve them: generated sound of any length, and all that can go wrong. */
@NullMarked
package dev.ringbus.simulator.kontur.recordings;

import org.jspecify.annotations.NullMarked;
