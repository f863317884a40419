package dev.ringbus.simulator.mts;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.dialect.mts.MtsRequests;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.mts.Act.Detail;
import dev.ringbus.simulator.pbx.AnswerReader;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.simulator.pbx.Step.Send.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one call, and what the platform takes for an answer to each. */
final class MtsWire {

  /** To the letter, or the platform cannot be activated. */
  private static final String CONTENT_TYPE = "application/json; charset=UTF-8";

  private final Installation installation;
  private final Service service;
  private final CallFacts facts;

  MtsWire(Installation installation, Service service, CallFacts facts) {
    this.installation = installation;
    this.service = service;
    this.facts = facts;
  }

  /**
   * A report.
   *
   * @param after since the request before it
   */
  Step.Send report(Act.Report report, Duration after) {
    facts.pass(after);
    CallEvent fact = fact(report);
    boolean isQuestion = report.event().isDecisionPoint(service);
    List<CallEventType> types =
        isQuestion ? List.of(fact.type(), CallEventType.DECISION_ASKED) : List.of(fact.type());
    PbxRequest request =
        installation
            .client()
            .request(fact, VendorClient.Style.POST_JSON)
            .orElseThrow(() -> new IllegalStateException("MTS reports " + report.event()));
    return new Step.Send(
        request,
        after,
        isQuestion ? Waiting.ASKS : Waiting.TELLS,
        toReport(),
        new Meaning.Says(fact, types));
  }

  /**
   * A poll.
   *
   * @param after since the request before it
   */
  Step.Send poll(Duration after) {
    facts.pass(after);
    MtsCallId call = MtsCallId.parse(facts.callId().value()).orElseThrow();
    return new Step.Send(
        MtsRequests.poll(call, installation.clock().instant()),
        after,
        Waiting.ASKS,
        toPoll(call),
        new Meaning.Polls(facts.callId()));
  }

  /** The platform tries the URL, with the path of the other verb each time. */
  static List<Step.Send> tests(Installation installation, String un) {
    Instant now = installation.clock().instant();
    return List.of(
        test(installation, MtsRequests.testByGet(now)),
        test(installation, MtsRequests.testByPost(un, now)));
  }

  private static Step.Send test(Installation installation, PbxRequest request) {
    return new Step.Send(
        request, Duration.ZERO, Waiting.ASKS, toPost(installation), new Meaning.Probes());
  }

  private CallEvent fact(Act.Report report) {
    CallEvent.Builder event =
        facts.event(
            report
                .event()
                .type(
                    report.detail() instanceof Detail.Transferred(TransferResult result)
                        ? result
                        : TransferResult.NO_ANSWER));
    CallEvent now = event.build();
    event
        .occurredAt(now.occurredAt().truncatedTo(ChronoUnit.SECONDS))
        .direction(service.direction());
    addParties(event, report.legs());
    addDetail(event, report);
    return event.raw(raw(report, now)).build();
  }

  private void addParties(CallEvent.Builder event, Legs legs) {
    @Nullable PhoneNumber caller = PhoneNumber.readInternational(legs.an());
    @Nullable PhoneNumber line = PhoneNumber.readInternational(legs.un());
    event.caller(caller).linePhone(line);
    switch (service) {
      case SECRETARY ->
          event.called(line).clientPhone(caller).agent(legs.agent()).passedOnBy(legs.passedOnBy());
      case OUTGOING -> {
        @Nullable PhoneNumber client = PhoneNumber.readInternational(legs.dn1());
        event.called(client).clientPhone(client);
      }
    }
  }

  private static void addDetail(CallEvent.Builder event, Act.Report report) {
    switch (report.detail()) {
      case Detail.Plain() -> {}
      case Detail.Typed(String digits) -> event.digits(digits);
      case Detail.Transferred(TransferResult result) -> event.outcome(result.outcome());
      case Detail.Ended(Ending ending) -> event.outcome(ending.outcome()).endedBy(ending.endedBy());
    }
    if (report.event() == MtsEvent.B_DROPPED) {
      event.endedBy(dev.ringbus.model.EndedBy.CALLEE);
    }
  }

  private Map<String, @Nullable Object> raw(Act.Report report, CallEvent now) {
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("CallID", Long.valueOf(now.callId().value()));
    raw.put("AN", report.legs().an());
    raw.put("UN", report.legs().un());
    raw.put("DN1", report.legs().dn1());
    raw.put("DN2", report.legs().dn2());
    raw.put("EXT1", report.legs().ext1());
    raw.put("EXT2", report.legs().ext2());
    raw.put("DTMF", report.detail() instanceof Detail.Typed(String digits) ? digits : "");
    raw.put("Generic", "");
    raw.put("Result", result(report.detail()));
    raw.put("EventType", (long) report.event().code());
    raw.put("ServiceType", (long) service.code());
    return raw;
  }

  private static String result(Detail detail) {
    return switch (detail) {
      case Detail.Plain(), Detail.Typed(String _) -> "";
      case Detail.Transferred(TransferResult result) -> result.code();
      case Detail.Ended(Ending ending) -> ending.code();
    };
  }

  private static AnswerReader toPost(Installation installation) {
    return response ->
        response.header("Content-Type").filter(CONTENT_TYPE::equals).isPresent()
            ? installation.client().answer(response)
            : new Answer.Malformed("expected Content-Type " + CONTENT_TYPE);
  }

  /** An instruction is one for this call, or none. */
  private AnswerReader toReport() {
    AnswerReader reader = toPost(installation);
    return response -> {
      Answer answer = reader.read(response);
      return answer instanceof Answer.Instructed
              && !Returned.isOf(facts.callId().value(), response.body())
          ? Returned.EXPECTED
          : answer;
    };
  }

  /** Here an object without members is no answer, although a POST may be answered so. */
  private AnswerReader toPoll(MtsCallId call) {
    AnswerReader reader = toPost(installation);
    return response -> {
      Answer answer = reader.read(response);
      return answer instanceof Answer.Malformed || Returned.isOf(call.toString(), response.body())
          ? answer
          : Returned.EXPECTED;
    };
  }
}
