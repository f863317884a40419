/** Whole calls: each integration's PBX makes some, several at once, and they take their course. */
@NullMarked
package dev.ringbus.simulator.calls;

import org.jspecify.annotations.NullMarked;
