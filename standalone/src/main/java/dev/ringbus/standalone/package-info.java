/**
 * Everything in one process, with an embedded Kafka broker and an embedded PostgreSQL, and the
 * command line {@code ringbus}.
 */
@NullMarked
package dev.ringbus.standalone;

import org.jspecify.annotations.NullMarked;
