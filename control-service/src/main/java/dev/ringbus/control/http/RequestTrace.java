package dev.ringbus.control.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The span of a request, which continues the trace of who sent it where there is one. */
public final class RequestTrace {

  private static final TextMapGetter<HttpHeaders> HEADERS = new HeaderGetter();

  private final Tracer tracer;

  public RequestTrace(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Answers within a span. */
  <T> Mono<T> within(Endpoint endpoint, ServerRequest request, Function<Context, Mono<T>> answer) {
    return Mono.using(
        () -> open(endpoint, request), span -> answer.apply(Context.root().with(span)), Span::end);
  }

  private Span open(Endpoint endpoint, ServerRequest request) {
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), request.headers().asHttpHeaders(), HEADERS);
    return tracer
        .spanBuilder(endpoint.method().name() + " " + endpoint.path())
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .startSpan();
  }

  private static final class HeaderGetter implements TextMapGetter<HttpHeaders> {

    @Override
    public Iterable<String> keys(HttpHeaders headers) {
      return headers.headerNames();
    }

    @Override
    public @Nullable String get(@Nullable HttpHeaders headers, String name) {
      return headers == null ? null : headers.getFirst(name);
    }
  }
}
