package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.Outcome.Decided;
import dev.ringbus.dialect.Outcome.NotStored;
import dev.ringbus.dialect.Outcome.NothingToSay;
import dev.ringbus.dialect.Outcome.TooLate;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Platform;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub's side of the wire. The vendor reads nothing but the status: 2xx is a receipt, anything
 * else, or none within two seconds, a failed delivery that it may repeat.
 */
final class SipSimDialect implements PbxDialect {

  private final SipSimEvents events;

  private final Optional<WebhookSignature> signature;

  private final TimestampTolerance tolerance;

  SipSimDialect(DialectSettings settings) {
    events = new SipSimEvents(settings);
    signature = WebhookSignature.of(settings);
    tolerance = TimestampTolerance.of(settings);
  }

  @Override
  public Platform name() {
    return SipSim.PLATFORM;
  }

  @Override
  public boolean verifiesRequests() {
    return signature.isPresent();
  }

  @Override
  public Reading read(PbxRequest request) {
    if (!request.path().isEmpty()) {
      throw new RejectedRequest(Reason.UNKNOWN_PATH, "expected no path below the integration's");
    }
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      throw new RejectedRequest(Reason.WRONG_METHOD, "expected GET or POST");
    }
    Webhook webhook =
        signature.isPresent() ? verified(request, signature.get()) : Webhook.of(request);
    return webhook.event().equalsIgnoreCase(SipSimEvent.TEST)
        ? new Reading.Probe()
        : new Reading.Report(events.of(webhook));
  }

  private Webhook verified(PbxRequest request, WebhookSignature signature) {
    Instant signedAt =
        signature
            .verify(request)
            .orElseThrow(
                () -> new RejectedRequest(Reason.UNAUTHORIZED, "expected a valid signature"));
    if (!tolerance.allows(signedAt, request.receivedAt())) {
      throw new RejectedRequest(Reason.UNAUTHORIZED, "expected a signature made just now");
    }
    return Webhook.ofBody(request);
  }

  @Override
  public PbxResponse reply(Reading reading, Outcome outcome) {
    return switch (outcome) {
      case NotStored() -> PbxResponse.empty(503);
      case Decided _, NothingToSay(), TooLate() -> PbxResponse.empty(200);
    };
  }

  @Override
  public PbxResponse refuse(RejectedRequest rejection) {
    return switch (rejection.reason()) {
      case UNAUTHORIZED -> PbxResponse.empty(401);
      case UNKNOWN_PATH -> PbxResponse.empty(404);
      case WRONG_METHOD -> PbxResponse.empty(405, new Header("Allow", "GET, POST"));
      case TOO_LARGE -> PbxResponse.empty(413);
      case UNREADABLE -> PbxResponse.empty(400);
    };
  }

  @Override
  public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
    return new Fit(
        Decision.NEUTRAL,
        decision.instructions().stream()
            .map(instruction ->
                instruction.name() + " is not possible on SipSim, which only reports")
            .toList());
  }
}
