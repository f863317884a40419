/**
 * PBX platforms that behave as their contracts say, and a load generator. {@link
 * dev.ringbus.simulator.Simulation} runs either against a hub, and says what came of it.
 */
@NullMarked
package dev.ringbus.simulator;

import org.jspecify.annotations.NullMarked;
