package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.dialect.mts.Mts;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.dialect.mts.MtsRequests;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * MTS's platform towards one CRM: reports by {@code POST CallEvent}, polls by {@code GET
 * CallEvent/CallID}, and the two tests that come before both. Safe for use by many threads; what
 * MTS makes of an answer, whoever calls this has to do.
 *
 * <p>Everything fails only with a {@link CrmFailure}: {@link Transient} if no answer came within
 * {@link CallEventSettings#within()}, {@link Unauthorized} if the password is not where the
 * configuration says. A request that meets with a kept connection which the CRM is closing goes out
 * once more over another; nothing else is repeated.
 */
public final class CallEventClient implements AutoCloseable {

  private static final Answer TOO_LARGE =
      new Answer.Malformed("expected at most " + BoundedBody.LIMIT + " bytes");

  private static final VendorClient WIRE =
      new Mts()
          .client(
              new DialectSettings(
                  new IntegrationId("callevent"), ZoneOffset.UTC, Map.of(), Map.of()));

  /** No request carries the time at which it is made. */
  private static final Instant ANY_TIME = Instant.EPOCH;

  private final CallEventSettings settings;
  private final BasicPassword password;
  private final Http http;

  /** Prepares; nothing is sent yet, and no connection made. */
  public CallEventClient(CallEventSettings settings, SecretSource secrets) {
    this.settings = settings;
    this.password = new BasicPassword(settings, secrets);
    this.http = new Http(settings);
  }

  /** What a call is called on this wire. */
  public static String idOf(CallKey call, Platform platform) {
    return MtsCallId.of(call, platform).toString();
  }

  /** Whether this wire has a way to tell of the event. */
  public static boolean canTell(CallEvent event) {
    return WIRE.request(event, VendorClient.Style.POST_JSON).isPresent();
  }

  /**
   * Makes both activation tests, one after the other, and completes if each was answered with
   * status 200 and JSON. Else it fails, with a message that names the test, what was expected and
   * what came. Nothing else may be sent before.
   */
  public Mono<Void> activate() {
    return test(MtsRequests.testByGet(ANY_TIME))
        .then(test(MtsRequests.testByPost(settings.un(), ANY_TIME)));
  }

  /** Tells of an event; fails with {@link Permanent} if {@link #canTell} says that it cannot. */
  public Mono<CallEventReply> post(CallEvent event) {
    return Mono.defer(() ->
        WIRE.request(event, VendorClient.Style.POST_JSON)
            .map(this::exchange)
            .orElseGet(
                () -> Mono.error(new Permanent("MTS has no event like " + event.type().wireName())))
            .map(CallEventClient::reply));
  }

  /** Asks what a connected call's PBX shall do. */
  public Mono<CallEventReply> poll(MtsCallId call) {
    return Mono.defer(() -> exchange(MtsRequests.poll(call, ANY_TIME)).map(CallEventClient::reply));
  }

  private Mono<Void> test(PbxRequest request) {
    return Mono.defer(() ->
        exchange(request)
            .handle((response, sink) -> {
              String fault = fault(response);
              if (fault.isEmpty()) {
                return;
              }
              String message =
                  "activation test %s %s: expected %s"
                      .formatted(request.method(), request.path(), fault);
              sink.error(
                  response.status() == 401
                      ? new Unauthorized(message)
                      : new Transient(message, Effect.NONE, null, null));
            }));
  }

  private static String fault(Response response) {
    if (!response.isTaken()) {
      return "status 200, not " + response.status();
    }
    return response.isJson()
        ? ""
        : "the Content-Type application/json; charset=UTF-8, "
            + (response.contentType().isEmpty() ? "found none" : "not another");
  }

  private Mono<Response> exchange(PbxRequest request) {
    Exchange exchange = new Exchange(request);
    return password
        .header()
        .flatMap(authorization -> http.send(exchange, authorization))
        .timeout(settings.within())
        .onErrorMap(fault -> exchange.failure(fault, settings.within()))
        .doOnNext(this::note);
  }

  private void note(Response response) {
    if (response.status() == 401) {
      password.forget();
    }
  }

  private static CallEventReply reply(Response response) {
    if (!response.isTaken()) {
      return new CallEventReply.Refused(response.status());
    }
    return new CallEventReply.Answered(
        response.isOverfull()
            ? TOO_LARGE
            : WIRE.answer(new PbxResponse(200, List.of(), response.body())));
  }

  /** Nothing more is sent; what is under way goes on to its end. */
  @Override
  public void close() {
    http.close();
  }
}
