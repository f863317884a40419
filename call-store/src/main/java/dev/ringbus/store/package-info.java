/**
 * Calls, and what CRMs are still to be told of them, in PostgreSQL. The only code that knows the
 * database: ports here, with the statements beside them.
 */
@NullMarked
package dev.ringbus.store;

import org.jspecify.annotations.NullMarked;
