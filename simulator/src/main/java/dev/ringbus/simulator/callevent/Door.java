package dev.ringbus.simulator.callevent;

import dev.ringbus.simulator.callevent.Answered.NotAtAll;
import dev.ringbus.simulator.callevent.Answered.Refused;
import dev.ringbus.simulator.callevent.Answered.Rightly;
import dev.ringbus.simulator.callevent.Answered.Wrongly;
import dev.ringbus.simulator.web.WebAnswer;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.simulator.web.WebRequest;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What each request has to get through, credentials and faults, and the answer that it gets. */
final class Door {

  static final String CONTENT_TYPE = "application/json; charset=UTF-8";

  private static final String TEXT = "text/plain; charset=UTF-8";
  private static final int UNAUTHORIZED = 401;

  private final String authorization;
  private final CallEventSettings.Idle idle;
  private final Faults faults;

  Door(CallEventSettings settings, Faults faults) {
    String credentials = settings.user() + ":" + settings.password().value();
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    idle = settings.idle();
    this.faults = faults;
  }

  /** How a request is answered, and the answer. */
  record Outcome(Answered answered, WebAnswer answer) {}

  boolean isAuthorized(WebRequest request) {
    return request.header("Authorization").filter(authorization::equals).isPresent();
  }

  /**
   * Answers a request.
   *
   * @param instruction takes what is to be handed out; not asked if nothing can be
   */
  Outcome answer(
      WebRequest request, Asked asked, long callId, Supplier<Optional<Returned>> instruction) {
    List<Fault> meeting = faults.meeting(asked, callId);
    Outcome outcome =
        isAuthorized(request)
            ? faulty(meeting, instruction)
                .orElseGet(() -> rightly(asked, callId, instruction.get()))
            : refused(UNAUTHORIZED);
    return new Outcome(outcome.answered(), outcome.answer().later(delay(meeting)));
  }

  private static Duration delay(List<Fault> meeting) {
    return meeting.stream()
        .map(fault -> fault instanceof Fault.Slow(Duration delay) ? delay : Duration.ZERO)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The first fault that changes the answer. */
  private static Optional<Outcome> faulty(
      List<Fault> meeting, Supplier<Optional<Returned>> instruction) {
    for (Fault fault : meeting) {
      switch (fault) {
        case Fault.Status(int status) -> {
          return Optional.of(refused(status));
        }
        case Fault.Malformed(String body) -> {
          return Optional.of(new Outcome(new Wrongly(), Response.of(200, CONTENT_TYPE, body)));
        }
        case Fault.DropAnswer() -> {
          return Optional.of(
              new Outcome(new NotAtAll(instruction.get()), new WebAnswer.Silence(Duration.ZERO)));
        }
        case Fault.Slow _ -> {}
      }
    }
    return Optional.empty();
  }

  private static Outcome refused(int status) {
    return new Outcome(
        new Refused(status), Response.of(status, TEXT, "refused by the simulated CRM"));
  }

  private Outcome rightly(Asked asked, long callId, Optional<Returned> instruction) {
    String body =
        instruction
            .map(what -> returned(callId, what.eventType(), what.param()))
            .orElseGet(() -> asked == Asked.POLL ? nothing(callId) : "{}");
    return new Outcome(new Rightly(instruction), Response.of(200, CONTENT_TYPE, body));
  }

  private String nothing(long callId) {
    return switch (idle) {
      case EVENT_TYPE_ZERO -> returned(callId, 0, "");
      case IGNORE_PROMPT -> returned(callId, 11, "");
    };
  }

  private static String returned(long callId, int eventType, String param) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("CallID", callId);
    members.put("EventType", eventType);
    members.put("Param", param);
    return Json.mapper().writeValueAsString(members);
  }
}
