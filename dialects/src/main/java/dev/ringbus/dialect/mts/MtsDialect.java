package dev.ringbus.dialect.mts;

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
import dev.ringbus.dialect.Polling;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.Reading.Poll;
import dev.ringbus.dialect.Reading.Probe;
import dev.ringbus.dialect.Reading.Question;
import dev.ringbus.dialect.Reading.Report;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RejectedRequest.Reason;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub's side of the wire. Whatever happens, a POST is answered with 200, since the platform
 * stops reporting a call at the first other status, and a poll with {@code ReturnCRMData}, since it
 * stops polling at the first answer that is none.
 */
final class MtsDialect implements PbxDialect {

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);

  private final MtsEvents events;

  private final IdleReply idle;

  private final Polling polling;

  MtsDialect(DialectSettings settings) {
    events = new MtsEvents(settings);
    idle = IdleReply.of(settings);
    polling = new Polling(POLL_INTERVAL, OfferAgain.of(settings));
  }

  @Override
  public Platform name() {
    return Mts.PLATFORM;
  }

  @Override
  public boolean verifiesRequests() {
    return false;
  }

  @Override
  public Optional<Polling> polling() {
    return Optional.of(polling);
  }

  @Override
  public boolean proves(Instruction instruction, CallEvent event) {
    return Proof.of(instruction, event);
  }

  @Override
  public Reading read(PbxRequest request) {
    CallEventPath path = CallEventPath.of(request);
    return switch (request.method()) {
      case "GET" -> path.namesNoCall() ? new Probe() : new Poll(path.call().callId());
      case "POST" -> readReport(request, path.call());
      default -> throw new RejectedRequest(Reason.WRONG_METHOD, "expected GET or POST");
    };
  }

  private Reading readReport(PbxRequest request, MtsCallId inPath) {
    if (request.body().isEmpty() && inPath.equals(MtsCallId.NO_CALL)) {
      return new Probe();
    }
    CrmData data =
        CrmData.read(request.body())
            .orElseThrow(() -> new RejectedRequest(Reason.UNREADABLE, "expected a JSON object"));
    if (data.namesNoCall() && data.namesNoEvent()) {
      return new Probe();
    }
    List<CallEvent> said = events.of(data, call(data, inPath), request.receivedAt());
    return Moment.of(data).isQuestion()
        ? new Question(said, new RoutingQuestion(said.getFirst()))
        : new Report(said);
  }

  /** The body's, or else the path's. */
  private static MtsCallId call(CrmData data, MtsCallId inPath) {
    return (data.namesNoCall() ? Optional.of(inPath) : data.call())
        .filter(call -> !call.equals(MtsCallId.NO_CALL))
        .orElseThrow(() -> new RejectedRequest(Reason.UNREADABLE, "expected an int64 as CallID"));
  }

  @Override
  public PbxResponse reply(Reading reading, Outcome outcome) {
    return switch (reading) {
      case Question(_, RoutingQuestion question) ->
          command(outcome, Moment.of(question.event()))
              .map(command -> ReturnCrmData.of(number(question.event().callId()), command))
              .map(ReturnCrmData::response)
              .orElse(ReturnCrmData.IGNORED);
      case Poll(CallId callId) ->
          command(outcome, Moment.ANY_POLL)
              .map(command -> ReturnCrmData.of(number(callId), command))
              .map(ReturnCrmData::response)
              .orElseGet(() -> idle.response(number(callId)));
      case Report _, Probe _ -> ReturnCrmData.IGNORED;
    };
  }

  private static Optional<Command> command(Outcome outcome, Moment moment) {
    return switch (outcome) {
      case Decided(Decision decision) -> Commands.of(decision, moment).command();
      case NothingToSay _, TooLate _, NotStored _ -> Optional.empty();
    };
  }

  private static MtsCallId number(CallId callId) {
    return MtsCallId.parse(callId.value()).orElse(MtsCallId.NO_CALL);
  }

  @Override
  public PbxResponse refuse(RejectedRequest rejection) {
    return switch (rejection.reason()) {
      case UNAUTHORIZED ->
          PbxResponse.empty(
              401, new Header("WWW-Authenticate", "Basic realm=\"ringbus\", charset=\"UTF-8\""));
      case UNKNOWN_PATH -> PbxResponse.empty(404);
      case WRONG_METHOD -> PbxResponse.empty(405, new Header("Allow", "GET, POST"));
      case TOO_LARGE -> PbxResponse.empty(413);
      case UNREADABLE -> ReturnCrmData.IGNORED;
    };
  }

  @Override
  public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
    Commands commands = Commands.of(decision, at == null ? Moment.EVER : Moment.of(at.event()));
    return new Fit(
        commands
            .command()
            .map(command -> Decision.of(command.instruction()))
            .orElse(Decision.NEUTRAL),
        commands.dropped());
  }
}
