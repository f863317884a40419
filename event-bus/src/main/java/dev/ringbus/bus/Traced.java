package dev.ringbus.bus;

import io.opentelemetry.context.Context;

/**
 * What a record says, the trace that it belongs to, and where it was.
 *
 * @param trace what the record's {@code traceparent} says: to be continued by what follows from it
 * @param partition counted from 0; what is said of one call has the same number in every topic
 */
public record Traced<T>(T value, Context trace, int partition) {}
