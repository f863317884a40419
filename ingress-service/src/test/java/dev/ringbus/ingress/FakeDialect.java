package dev.ringbus.ingress;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dialect in which the path says what the request is, and the body of a reply its outcome. */
final class FakeDialect implements DialectProvider, PbxDialect {

  static final Platform PLATFORM = new Platform("fake");
  private DialectSettings settings = DialectSettings.defaults(new IntegrationId("unknown"));

  @Override
  public Platform platform() {
    return PLATFORM;
  }

  @Override
  public Platform name() {
    return PLATFORM;
  }

  @Override
  public List<DialectOption> options() {
    return List.of();
  }

  @Override
  public boolean decides() {
    return true;
  }

  @Override
  public PbxDialect dialect(DialectSettings configured) {
    if (configured.options().containsKey("bad")) {
      throw new InvalidOption("bad", "expected something else");
    }
    FakeDialect dialect = new FakeDialect();
    dialect.settings = configured;
    return dialect;
  }

  @Override
  public VendorClient client(DialectSettings configured) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean verifiesRequests() {
    return false;
  }

  @Override
  public Reading read(PbxRequest request) {
    CallEvent event =
        CallEvent.builder()
            .id(request.path() + "/" + request.rawQuery())
            .type(CallEventType.DECISION_ASKED)
            .integration(settings.integration())
            .platform(PLATFORM)
            .callId(new CallId("1"))
            .occurredAt(request.receivedAt().atOffset(ZoneOffset.UTC))
            .receivedAt(request.receivedAt().atOffset(ZoneOffset.UTC))
            .build();
    return switch (request.path()) {
      case "question" -> new Reading.Question(List.of(event), new RoutingQuestion(event));
      case "report" -> new Reading.Report(List.of(event));
      case "poll" -> new Reading.Poll(new CallId("1"));
      case "probe" -> new Reading.Probe();
      case "fault", "fault-in-reply" -> fault(request.path(), event);
      default -> throw new RejectedRequest(RejectedRequest.Reason.UNKNOWN_PATH, "expected a path");
    };
  }

  private static Reading fault(String path, CallEvent event) {
    if (path.equals("fault")) {
      throw new IllegalStateException("a fault in the dialect");
    }
    return new Reading.Report(List.of(event, event));
  }

  @Override
  public PbxResponse reply(Reading reading, Outcome outcome) {
    if (reading instanceof Reading.Report report
        && report.events().size() == 2
        && outcome instanceof Outcome.NothingToSay) {
      throw new IllegalStateException("a fault in the reply");
    }
    return PbxResponse.of(200, "text/plain", outcome.toString());
  }

  @Override
  public PbxResponse refuse(RejectedRequest rejection) {
    return PbxResponse.of(400, "text/plain", rejection.reason().toString());
  }

  @Override
  public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
    return Fit.whole(decision);
  }
}
