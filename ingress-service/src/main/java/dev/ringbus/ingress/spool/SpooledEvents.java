package dev.ringbus.ingress.spool;

import dev.ringbus.dialect.Body;
import dev.ringbus.model.CallEvent;
import dev.ringbus.wire.Json;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a spool record: events of one call, and the trace that they continue.
 *
 * @param trace as W3C headers: {@code traceparent}, perhaps {@code tracestate}
 */
record SpooledEvents(Map<String, String> trace, List<CallEvent> events) {

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  static SpooledEvents of(List<CallEvent> events, Context context) {
    Map<String, String> trace = new HashMap<>();
    W3C.inject(context, trace, (headers, name, value) -> trace.put(name, value));
    return new SpooledEvents(trace, events);
  }

  /**
   * Reads a payload back.
   *
   * @throws dev.ringbus.wire.UnreadableRecord if it is none
   */
  static SpooledEvents read(Body payload) {
    return Json.read(payload.bytes(), SpooledEvents.class);
  }

  Body write() {
    return Body.of(Json.write(this));
  }

  Context context() {
    return W3C.extract(Context.root(), trace, new MapGetter());
  }

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {

    @Override
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String name) {
      return headers == null ? null : headers.get(name);
    }
  }
}
