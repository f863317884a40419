/**
 * The wire to the hub: requests as bytes, connections, and the one thread that everything runs on.
 */
@NullMarked
package dev.ringbus.simulator.http;

import org.jspecify.annotations.NullMarked;
