package dev.ringbus.simulator.callevent;

import dev.ringbus.simulator.callevent.Answered.Poll;
import dev.ringbus.simulator.callevent.Answered.Report;
import dev.ringbus.simulator.callevent.Answered.Rightly;
import dev.ringbus.simulator.web.BodyReader;
import dev.ringbus.simulator.web.WebAnswer;
import dev.ringbus.simulator.web.WebHandler;
import dev.ringbus.simulator.web.WebRequest;
import dev.ringbus.simulator.web.WholeBody;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The four requests of the API, below any base path. */
final class CallEventApi implements WebHandler {

  private static final String CALL_EVENT = "CallEvent";
  private static final Set<Asked> TESTS = EnumSet.of(Asked.TEST_BY_GET, Asked.TEST_BY_POST);

  private final Door door;
  private final Calls calls;
  private final Instructions instructions;
  private final Violations violations;
  private final Clock clock;
  private final Consumer<Receipt> watcher;

  /** The tests that were answered with 200. */
  private final Set<Asked> passed = ConcurrentHashMap.newKeySet();

  private final AtomicInteger activations = new AtomicInteger();

  CallEventApi(
      Door door,
      Calls calls,
      Instructions instructions,
      Violations violations,
      Clock clock,
      CallEventSettings.Tested tested,
      Consumer<Receipt> watcher) {
    this.door = door;
    this.calls = calls;
    this.instructions = instructions;
    this.violations = violations;
    this.clock = clock;
    this.watcher = watcher;
    if (tested == CallEventSettings.Tested.BEFORE) {
      passed.addAll(TESTS);
    }
  }

  /** How often both tests were passed. */
  int activations() {
    return activations.get();
  }

  boolean isActivated() {
    return passed.containsAll(TESTS);
  }

  @Override
  public BodyReader begin(WebRequest request) {
    if (!door.isAuthorized(request)) {
      violate(Rule.CREDENTIALS, 0, "expected the CRM's user and password with " + request);
    }
    List<String> path = request.path();
    String last = path.isEmpty() ? "" : path.getLast();
    if (last.equals(CALL_EVENT)) {
      return switch (request.method()) {
        case "GET" -> new WholeBody(_ -> test(request, Asked.TEST_BY_GET));
        case "POST" -> new WholeBody(body -> report(request, body));
        default -> unknown(request);
      };
    }
    if (path.size() < 2 || !path.get(path.size() - 2).equals(CALL_EVENT)) {
      return unknown(request);
    }
    OptionalLong call = number(last);
    boolean isCall = call.isPresent() && call.getAsLong() != 0;
    if (isCall && request.method().equals("GET")) {
      return new WholeBody(_ -> poll(request, call.getAsLong()));
    }
    return last.equals("0") && request.method().equals("POST")
        ? new WholeBody(body -> testByPost(request, body))
        : unknown(request);
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  private BodyReader unknown(WebRequest request) {
    violate(Rule.KNOWN_PATH, 0, "expected a path and method of the API, got " + request);
    return new WholeBody(
        _ -> WebAnswer.Response.of(404, "text/plain; charset=UTF-8", "no such resource"));
  }

  private WebAnswer testByPost(WebRequest request, byte[] body) {
    checkContentType(request, 0);
    CrmDataReader.test(body).faults().forEach(fault -> violate(Rule.WELL_FORMED, 0, fault));
    return test(request, Asked.TEST_BY_POST);
  }

  private WebAnswer test(WebRequest request, Asked test) {
    Door.Outcome outcome = door.answer(request, test, 0, Optional::empty);
    if (outcome.answered() instanceof Rightly) {
      passed.add(test);
      if (test == Asked.TEST_BY_POST) {
        activations.incrementAndGet();
      }
    }
    watcher.accept(new Receipt(test, 0, Optional.empty(), outcome.answered(), clock.instant()));
    return outcome.answer();
  }

  private WebAnswer report(WebRequest request, byte[] body) {
    CrmDataReader.Read read = CrmDataReader.report(body);
    long call = read.data().map(CrmData::callId).orElse(0L);
    checkContentType(request, call);
    checkActivated(Asked.REPORT, call);
    read.faults().forEach(fault -> violate(Rule.WELL_FORMED, call, fault));
    Door.Outcome outcome =
        door.answer(
            request, Asked.REPORT, call, () -> read.data().flatMap(instructions::takeForReport));
    Instant now = clock.instant();
    read.data().ifPresent(data -> calls.report(new Report(data, now, outcome.answered())));
    watcher.accept(new Receipt(Asked.REPORT, call, read.data(), outcome.answered(), now));
    return outcome.answer();
  }

  private WebAnswer poll(WebRequest request, long call) {
    checkActivated(Asked.POLL, call);
    Door.Outcome outcome =
        door.answer(request, Asked.POLL, call, () -> instructions.takeForPoll(call));
    Instant now = clock.instant();
    calls.poll(call, new Poll(now, outcome.answered()));
    watcher.accept(new Receipt(Asked.POLL, call, Optional.empty(), outcome.answered(), now));
    return outcome.answer();
  }

  private void checkContentType(WebRequest request, long call) {
    String type = request.header("Content-Type").orElse("none");
    if (!type.equals(Door.CONTENT_TYPE)) {
      violate(
          Rule.CONTENT_TYPE,
          call,
          "expected Content-Type %s, got %s".formatted(Door.CONTENT_TYPE, type));
    }
  }

  private void checkActivated(Asked asked, long call) {
    if (!isActivated()) {
      violate(
          Rule.ACTIVATED_FIRST,
          call,
          "expected both activation tests before a %s, got %s"
              .formatted(asked.word(), passed.isEmpty() ? "none" : passed));
    }
  }

  private void violate(Rule rule, long call, String message) {
    violations.add(rule, call, message, clock.instant());
  }
}
