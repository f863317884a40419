/**
 * The store in PostgreSQL: the statements, in batches and without blocking. Everything that writes
 * to a call first locks its row in {@code calls}, several in the order of their ids; so what is
 * read after that is what is true until the transaction ends.
 */
@NullMarked
package dev.ringbus.store.postgres;

import org.jspecify.annotations.NullMarked;
