package dev.ringbus.standalone;

import dev.ringbus.model.LegProgress;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.Notice;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.simulator.kontur.SystemAnswer;
import dev.ringbus.simulator.kontur.SystemCalls;
import dev.ringbus.simulator.kontur.SystemCalls.Form;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Presses the buttons of a simulated CRM, and says what came of it. */
final class Buttons {

  private static final Pattern CALL = Pattern.compile("call[= ]([^:]+):(\\+?[0-9]+)");

  private final SimulatedCrm simulated;
  private final SystemCalls calls;
  private final News news;
  private final PrintWriter out;

  /** What came of a button. */
  enum Pressed {
    DONE,
    FAILED,
    /** There is no such button. */
    UNKNOWN
  }

  Buttons(SimulatedCrm simulated, SystemCalls calls, News news, PrintWriter out) {
    this.simulated = simulated;
    this.calls = calls;
    this.news = news;
    this.out = out;
  }

  /** Whether there is such a button. */
  static boolean isButton(String text) {
    return CALL.matcher(text).matches() || Set.of("hangup", "sync", "upgrade").contains(text);
  }

  /** Presses one, and returns when its effect is seen in the CRM, or it is too late for that. */
  Pressed press(String text) throws InterruptedException {
    Matcher call = CALL.matcher(text);
    try {
      if (call.matches()) {
        return call(SimulatedCrm.user(call.group(1), simulated.extensions()), call.group(2));
      }
      return switch (text) {
        case "hangup" -> hangUp();
        case "sync" -> said("sync", calls.synchronize());
        case "upgrade" -> said("upgrade", calls.upgrade());
        default -> Pressed.UNKNOWN;
      };
    } catch (IOException e) {
      say(text + ": no answer: " + Failures.reason(e));
      return Pressed.FAILED;
    }
  }

  private Pressed call(String user, String phone) throws IOException, InterruptedException {
    SystemAnswer answer = calls.call(user, phone);
    if (said("call " + user + " to " + phone, answer) == Pressed.FAILED) {
      return Pressed.FAILED;
    }
    String id = answer.communicationId().orElseThrow();
    Optional<KnownCall> begun = news.await(() -> known(id).filter(it -> !it.notices().isEmpty()));
    say(
        begun
            .map(it ->
                it.externalId() == null ? "call: it failed" : "call: it is " + it.externalId())
            .orElse("call: nothing was heard of it"));
    return begun.isPresent() ? Pressed.DONE : Pressed.FAILED;
  }

  private Optional<KnownCall> known(String communicationId) {
    return simulated.crm().calls().stream()
        .filter(call -> call.communicationId().equals(communicationId))
        .findFirst();
  }

  /** A leg that is connected now. */
  private record Connected(KnownCall call, Notice.LegNews leg) {

    static Stream<Connected> of(KnownCall call) {
      return call.liveLegs().stream()
          .map(leg -> new Connected(call, call.news(leg).getLast()))
          .filter(it -> it.leg().progress() == LegProgress.CONNECTED)
          .filter(_ ->
              call.notices(Operation.CALL_FINISHED).isEmpty() && call.registration().isEmpty());
    }

    String id() {
      return leg.id();
    }

    Optional<String> user() {
      return Stream.of(leg.to(), leg.from())
          .flatMap(party -> Optional.ofNullable(party.userId()).stream())
          .findFirst();
    }
  }

  /** Ends the first call that can be ended: not every PBX is able to. */
  private Pressed hangUp() throws IOException, InterruptedException {
    Set<String> tried = new HashSet<>();
    while (true) {
      Optional<Connected> connected =
          news.await(() ->
              simulated.crm().calls().stream()
                  .flatMap(Connected::of)
                  .filter(it -> !tried.contains(it.id()))
                  .findFirst());
      if (connected.isEmpty()) {
        say("hangup: no call was connected that can be ended");
        return Pressed.FAILED;
      }
      Connected it = connected.get();
      tried.add(it.id());
      SystemAnswer answer =
          calls.hangUp(it.call().communicationId(), it.id(), it.user().orElse(null), Form.LONG);
      if (answer.status() != 409) {
        return said("hangup of " + it.id(), answer);
      }
      say("hangup of " + it.id() + ": 409 " + answer.body());
    }
  }

  private Pressed said(String button, SystemAnswer answer) {
    say(
        "%s: %d %s%s"
            .formatted(
                button,
                answer.status(),
                answer.body().lines().findFirst().orElse(""),
                switch (answer.echo()) {
                  case RETURNED -> "";
                  case LOST -> ", without the echo";
                }));
    return answer.isTaken() ? Pressed.DONE : Pressed.FAILED;
  }

  private void say(String line) {
    out.println("press " + line);
    out.flush();
  }
}
