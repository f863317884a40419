/** CoMagic and its kin: nodes of a scenario that ask what to do with a call. */
@NullMarked
package dev.ringbus.simulator.comagic;

import org.jspecify.annotations.NullMarked;
