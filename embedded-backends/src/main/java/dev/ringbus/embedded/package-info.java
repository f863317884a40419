/**
 * A Kafka broker and a PostgreSQL server that belong to this process: for the standalone hub, and
 * for tests. Both keep their data on disk and survive a process that was killed.
 */
@NullMarked
package dev.ringbus.embedded;

import org.jspecify.annotations.NullMarked;
