/** The 3-second loop: what a connected call is told, and by whom. */
@NullMarked
package dev.ringbus.poller;

import org.jspecify.annotations.NullMarked;
