/** Load: single requests at a rate, or as many as some connections carry. */
@NullMarked
package dev.ringbus.simulator.load;

import org.jspecify.annotations.NullMarked;
