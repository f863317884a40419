package dev.ringbus.bus.kafka;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The W3C trace context in record headers: {@code traceparent}, and {@code tracestate} if any. */
final class TraceHeaders {

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private static final TextMapSetter<Headers> SETTER =
      (headers, name, value) -> {
        if (headers != null) {
          headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
        }
      };

  private static final TextMapGetter<Headers> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
          List<String> keys = new ArrayList<>();
          headers.forEach(header -> keys.add(header.key()));
          return keys;
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
          return headers == null ? null : HeaderText.last(headers, name);
        }
      };

  private TraceHeaders() {}

  /** Writes the trace of {@code context}; a new one, not sampled, if it has none. */
  static void write(Context context, Headers headers) {
    boolean traced = Span.fromContext(context).getSpanContext().isValid();
    W3C.inject(traced ? context : Context.root().with(Span.wrap(fresh())), headers, SETTER);
  }

  /** The context of a record's trace. */
  static Context read(Headers headers) {
    return W3C.extract(Context.root(), headers, GETTER);
  }

  private static SpanContext fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return SpanContext.create(
        TraceId.fromLongs(random.nextLong(), random.nextLong(1, Long.MAX_VALUE)),
        SpanId.fromLong(random.nextLong(1, Long.MAX_VALUE)),
        TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
