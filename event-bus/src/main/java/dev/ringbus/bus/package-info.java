/**
 * The hub's ports to Kafka, and the only code that knows a Kafka client: publishing with acks=all,
 * request-reply, and views of compacted topics.
 */
@NullMarked
package dev.ringbus.bus;

import org.jspecify.annotations.NullMarked;
