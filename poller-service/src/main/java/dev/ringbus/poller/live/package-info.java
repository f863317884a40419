/**
 * The calls that are connected, of the partitions that are this instance's. The topic {@code
 * ringbus.live-calls} is the state; memory has the same, and is filled from it whenever a partition
 * comes.
 */
@NullMarked
package dev.ringbus.poller.live;

import org.jspecify.annotations.NullMarked;
