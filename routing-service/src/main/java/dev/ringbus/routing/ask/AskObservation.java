package dev.ringbus.routing.ask;

import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Rule.AskHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of questions to CRMs from outside: the timer {@code ringbus.asks} by dialect (or the
 * CRM's type) and result, and a client span each. Neither has the URL, since it holds the caller's
 * number.
 */
final class AskObservation {

  private final MeterRegistry meters;
  private final Tracer tracer;

  AskObservation(MeterRegistry meters, Tracer tracer) {
    this.meters = meters;
    this.tracer = tracer;
  }

  /**
   * Who is asked.
   *
   * @param language a dialect, or a CRM's type
   */
  record Asked(String language, String method, String host) {

    static Asked of(AskHttp rule) {
      return new Asked(rule.dialect().value(), rule.method(), Urls.host(rule.url()));
    }
  }

  Running begin(Asked asked, Context trace) {
    Span span =
        tracer
            .spanBuilder("ask " + asked.language())
            .setSpanKind(SpanKind.CLIENT)
            .setParent(trace)
            .setAttribute("ringbus.dialect", asked.language())
            .setAttribute("http.request.method", asked.method())
            .setAttribute("server.address", asked.host())
            .startSpan();
    return new Running(asked.language(), trace.with(span), span, Timer.start(meters));
  }

  /** One question on its way. */
  final class Running {

    private final String dialect;
    private final Context trace;
    private final Span span;
    private final Timer.Sample sample;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Running(String dialect, Context trace, Span span, Timer.Sample sample) {
      this.dialect = dialect;
      this.trace = trace;
      this.span = span;
      this.sample = sample;
    }

    /** The headers that carry the trace on. */
    List<Header> headers() {
      List<Header> headers = new ArrayList<>();
      W3CTraceContextPropagator.getInstance().inject(trace, headers, Running::add);
      return headers;
    }

    private static void add(@Nullable List<Header> headers, String name, String value) {
      if (headers != null) {
        headers.add(new Header(name, value));
      }
    }

    void answered(PbxResponse response) {
      span.setAttribute("http.response.status_code", response.status());
    }

    void end(AskResult result) {
      if (result instanceof AskResult.Failed) {
        span.setAttribute("error.type", result.wireName());
        span.setStatus(StatusCode.ERROR);
      }
      stop(result.wireName());
    }

    /** Nobody waits for the answer any more. */
    void cancelled() {
      stop("cancelled");
    }

    private void stop(String result) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      sample.stop(
          Timer.builder("ringbus.asks")
              .description("Questions to CRMs")
              .tag("dialect", dialect)
              .tag("result", result)
              .publishPercentileHistogram()
              .register(meters));
      span.end();
    }
  }
}
