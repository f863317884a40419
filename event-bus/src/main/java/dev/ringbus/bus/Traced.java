package dev.ringbus.bus;

import io.opentelemetry.context.Context;

/**
 * What a record says, and the trace that it belongs to.
 *
 * @param trace what the record's {@code traceparent} says: to be continued by what follows from it
 */
public record Traced<T>(T value, Context trace) {}
