/** What was sent, what came back, and how it counts. */
@NullMarked
package dev.ringbus.simulator.exchange;

import org.jspecify.annotations.NullMarked;
