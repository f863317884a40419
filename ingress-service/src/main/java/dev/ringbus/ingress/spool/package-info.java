/**
 * The local log that takes events while the broker does not: appended, flushed to disk in groups,
 * and drained to the broker in order when it is back.
 */
@NullMarked
package dev.ringbus.ingress.spool;

import org.jspecify.annotations.NullMarked;
