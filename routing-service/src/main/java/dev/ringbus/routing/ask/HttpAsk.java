package dev.ringbus.routing.ask;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A question to a customer's own CRM, in a dialect that it already speaks. */
final class HttpAsk implements Ask {

  private static final Logger log = LoggerFactory.getLogger(HttpAsk.class);

  private final AskHttp rule;
  private final VendorClient client;
  private final Optional<Credentials> credentials;
  private final CircuitBreaker breaker;
  private final Wire wire;
  private final AskObservation observation;

  HttpAsk(
      AskHttp rule,
      VendorClient client,
      Optional<Credentials> credentials,
      CircuitBreaker breaker,
      Wire wire,
      AskObservation observation) {
    this.rule = rule;
    this.client = client;
    this.credentials = credentials;
    this.breaker = breaker;
    this.wire = wire;
    this.observation = observation;
  }

  @Override
  public Mono<AskResult> about(CallEvent event, Duration left, Context trace) {
    return Mono.defer(() -> {
      Duration within = rule.within().compareTo(left) < 0 ? rule.within() : left;
      AskObservation.Running running = observation.begin(AskObservation.Asked.of(rule), trace);
      return ask(event, within, running)
          .onErrorResume(fault -> Mono.just(failed(fault, within)))
          .doOnNext(result -> breaker.note(result, within.equals(rule.within())))
          .doOnNext(running::end)
          .doOnCancel(running::cancelled);
    });
  }

  private Mono<AskResult> ask(CallEvent event, Duration within, AskObservation.Running running) {
    // What stands in the URL is the customer's; only MTS's own CallEvent is added to it.
    CallEvent told = event.toBuilder().node(null).build();
    Optional<PbxRequest> request = client.request(told, style());
    if (request.isEmpty()) {
      return Mono.just(
          new Failed(
              Failure.UNSAYABLE,
              rule.dialect() + " has no way to tell of " + event.type().wireName()));
    }
    if (breaker.permit() == CircuitBreaker.Permit.REST) {
      return Mono.just(new Failed(Failure.RESTING, "not asked: it failed too often just now"));
    }
    return send(request.get(), running)
        .timeout(within)
        .defaultIfEmpty(new Failed(Failure.NO_PASSWORD, "not asked: its password is not set here"));
  }

  private Style style() {
    return rule.method().equals("GET") ? Style.GET_QUERY : Style.POST_FORM;
  }

  private Mono<AskResult> send(PbxRequest request, AskObservation.Running running) {
    URI url = Urls.of(rule.url(), request);
    List<Header> headers = new ArrayList<>(running.headers());
    return credentials
        .map(basic -> basic.header().map(value -> with(headers, value)))
        .orElseGet(() -> Mono.just(headers))
        .flatMap(all -> wire.exchange(url, request, all))
        .doOnNext(running::answered)
        .map(this::result);
  }

  private static List<Header> with(List<Header> headers, String authorization) {
    headers.add(new Header("Authorization", authorization));
    return headers;
  }

  private AskResult result(PbxResponse response) {
    int status = response.status();
    if (status == 401) {
      credentials.ifPresent(Credentials::forget);
    }
    if (status >= 500 || status == 429) {
      return new Failed(Failure.UNAVAILABLE, "answered with the status " + status);
    }
    if (status >= 300) {
      return new Failed(Failure.REFUSED, "answered with the status " + status);
    }
    return switch (client.answer(response)) {
      case Answer.Instructed(Decision decision) -> new AskResult.Instructed(decision);
      case Answer.Nothing _ -> new AskResult.Nothing("asked, it wants nothing");
      case Answer.Malformed(String expected) ->
          new Failed(Failure.MALFORMED, "answered something else: " + expected);
    };
  }

  private Failed failed(Throwable fault, Duration within) {
    return switch (fault) {
      case TimeoutException _ ->
          new Failed(Failure.TIMEOUT, "no answer within " + within.toMillis() + " ms");
      case Busy _ ->
          new Failed(Failure.BUSY, "not asked: it has too many questions to answer already");
      case BoundedBody.TooLarge _ ->
          new Failed(Failure.TOO_LARGE, "answered with more than " + BoundedBody.LIMIT + " bytes");
      case IOException _ -> new Failed(Failure.UNREACHABLE, "could not be reached");
      case NotHttp _ -> new Failed(Failure.MALFORMED, "answered something that is no HTTP");
      default -> internal(fault);
    };
  }

  private Failed internal(Throwable fault) {
    log.error(
        "asking {} in {} failed by a fault of ours", Urls.host(rule.url()), rule.dialect(), fault);
    return new Failed(Failure.INTERNAL, "could not be asked");
  }
}
