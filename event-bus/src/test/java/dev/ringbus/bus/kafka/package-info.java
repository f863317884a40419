/** The ports on a real broker: in a container, or embedded. */
@NullMarked
package dev.ringbus.bus.kafka;

import org.jspecify.annotations.NullMarked;
