package dev.ringbus.ingress.http;

import dev.ringbus.model.Platform;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The span of a request, which continues the trace of who sent it where there is one. */
public final class RequestTrace {

  private static final TextMapGetter<HttpHeaders> HEADERS = new HeaderGetter();

  private final Tracer tracer;

  public RequestTrace(Tracer tracer) {
    this.tracer = tracer;
  }

  Open open(Platform platform, ServerHttpRequest request) {
    Open open = open("/" + platform + "/{integration}", request);
    if (open.span().isRecording()) {
      open.span().setAttribute("url.path", request.getURI().getRawPath());
    }
    return open;
  }

  /** Of a system call, whose URL holds its key: nothing of the URL is recorded. */
  Open openSystemCall(ServerHttpRequest request) {
    return open("/kontur/{crm}/{key}", request);
  }

  private Open open(String route, ServerHttpRequest request) {
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), request.getHeaders(), HEADERS);
    Span span =
        tracer
            .spanBuilder(request.getMethod().name() + " " + route)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    span.setAttribute("http.request.method", request.getMethod().name());
    return new Open(span, parent.with(span));
  }

  /** A request that is being answered. */
  record Open(Span span, Context context) {

    void status(int status) {
      span.setAttribute("http.response.status_code", status);
    }

    void close() {
      span.end();
    }
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
