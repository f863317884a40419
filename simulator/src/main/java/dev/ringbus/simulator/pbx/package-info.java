/**
 * What every simulated PBX is made of: a {@link dev.ringbus.simulator.pbx.Pbx} makes calls, a
 * {@link dev.ringbus.simulator.pbx.Call} takes steps and hears the answers. Nothing here knows of
 * connections or threads.
 */
@NullMarked
package dev.ringbus.simulator.pbx;

import org.jspecify.annotations.NullMarked;
