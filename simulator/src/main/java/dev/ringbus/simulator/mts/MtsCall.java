package dev.ringbus.simulator.mts;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.SetVariable;
import dev.ringbus.model.Instruction.Whisper;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A call through the platform. It has acts before it; the answers to decision points and to polls
 * put others in their place. A report that is not answered with 200 ends all requests of the call;
 * a body that is no {@code ReturnCRMData} is ignored after a report, and ends the polling after a
 * poll.
 */
final class MtsCall implements Call {

  /** How often a subscriber lets the hub send them about before they hang up. */
  private static final int PATIENCE = 5;

  private static final int POLLS = 3;

  private final MtsWire wire;
  private final Service service;
  private final String rating;
  private final Deque<Act> ahead;
  private Legs legs;
  private int followed;
  private boolean connected;
  private Optional<String> stopped = Optional.empty();

  /**
   * @param rating what the subscriber types when asked, in a menu or to rate the operator
   */
  MtsCall(MtsWire wire, Service service, Legs legs, String rating, List<Act> script) {
    this.wire = wire;
    this.service = service;
    this.legs = legs;
    this.rating = rating;
    this.ahead = new ArrayDeque<>(script);
  }

  @Override
  public Step next() {
    if (stopped.isPresent()) {
      return new Step.GivenUp(stopped.get());
    }
    Act act = ahead.pollFirst();
    if (act == null) {
      return new Step.Finished("ended");
    }
    if (act instanceof Act.Report report) {
      legs = report.legs();
      connected |= report.detail().equals(new Act.Detail.Transferred(TransferResult.CONNECTED));
    }
    return wire.send(act);
  }

  @Override
  public void hear(Step.Send sent, Heard heard) {
    switch (sent.means()) {
      case Meaning.Says(var fact, var _) -> hearAfterReport(MtsEvent.of(fact), heard);
      case Meaning.Polls _ -> hearAfterPoll(heard);
      case Meaning.Probes _ -> {}
    }
  }

  private void hearAfterReport(MtsEvent event, Heard heard) {
    switch (heard) {
      case Heard.Silence() -> stop(event, "not at all");
      case Heard.Answered(int status, Answer _) when status != 200 ->
          stop(event, "with status " + status);
      case Heard.Answered(int _, Answer.Instructed(Decision decision)) -> {
        if (event.isDecisionPoint(service)) {
          decision.instructions().stream().findFirst().ifPresent(what -> follow(what, event));
        }
      }
      case Heard.Answered _ -> {}
    }
  }

  private void stop(MtsEvent event, String how) {
    stopped = Optional.of("a POST about event %d was answered %s".formatted(event.code(), how));
  }

  private void hearAfterPoll(Heard heard) {
    switch (heard) {
      case Heard.Answered(int _, Answer.Instructed(Decision decision)) ->
          decision.instructions().stream().findFirst().ifPresent(this::followInTalk);
      case Heard.Answered(int _, Answer.Nothing()) -> {}
      case Heard.Answered(int _, Answer.Malformed _), Heard.Silence() -> stopPolling();
    }
  }

  private void stopPolling() {
    ahead.removeIf(Act.Poll.class::isInstance);
  }

  /** What an instruction does before the connection. */
  private void follow(Instruction instruction, MtsEvent at) {
    if (++followed > PATIENCE) {
      instead(Script.callerHangsUp(legs));
      return;
    }
    switch (at) {
      case B_DROPPED -> {
        if (instruction instanceof GoTo) {
          first(Script.menu(legs, rating));
        }
      }
      case PREPARE_TO_CONNECT -> {} // what is played to the operator changes nothing after it
      default -> {
        if (!connected) {
          followBeforeConnection(instruction);
        }
      }
    }
  }

  private void followBeforeConnection(Instruction instruction) {
    switch (instruction) {
      case Forward forward -> forward(forward);
      case Play play when play.resume() ->
          first(List.of(Act.report(MtsEvent.HELLO_MESSAGE, 3, legs)));
      case Play _ ->
          instead(
              Script.of(
                  List.of(Act.report(MtsEvent.HELLO_MESSAGE, 3, legs)),
                  Script.ending(Ending.UNSAID, legs)));
      case GoTo _ -> first(Script.menu(legs, rating));
      case Hangup() -> instead(Script.ending(Ending.UNSAID, legs));
      case Whisper _, Pause _, SetVariable _, Present _, Return _ -> {}
    }
  }

  private void forward(Forward forward) {
    String to = forward.to().getFirst();
    if (service == Service.OUTGOING) {
      legs = legs.toNumber(to);
      instead(ahead.stream().map(act -> redirected(act, to)).toList());
      return;
    }
    Legs then = forward.as() == Destination.EXTENSION ? legs.toShort(to) : legs.toNumber(to);
    List<Act> talk = Script.talk(POLLS);
    instead(
        Script.of(
            forward.as() == Destination.EXTENSION
                ? Script.shortConnection(then)
                : Script.connection(then),
            forward.record() ? Script.recorded(talk, then, then) : talk,
            Script.operatorHangsUp(then)));
  }

  private static Act redirected(Act act, String to) {
    return act instanceof Act.Report report
        ? new Act.Report(
            report.event(), report.after(), report.legs().toNumber(to), report.detail())
        : act;
  }

  /** What an instruction does while subscriber and operator talk. */
  private void followInTalk(Instruction instruction) {
    switch (instruction) {
      case Forward forward when service == Service.SECRETARY || forward.as() == Destination.PBX ->
          first(Script.directConnection(legs.toNumber(forward.to().getFirst())));
      case Hangup() when service == Service.SECRETARY -> hangUp();
      case GoTo _ when service == Service.SECRETARY ->
          first(List.of(Act.report(MtsEvent.RUN_IVR, 1, legs)));
      case Forward _, Hangup _, GoTo _, Play _, Whisper _, Pause _ -> {}
      case SetVariable _, Present _, Return _ -> {}
    }
  }

  private void hangUp() {
    List<Act> remaining =
        ahead.stream()
            .filter(act ->
                act instanceof Act.Report(MtsEvent event, _, _, _) && event == MtsEvent.REC_STOP)
            .toList();
    instead(Script.of(remaining, Script.ending(Ending.UNSAID, legs)));
  }

  private void first(List<Act> acts) {
    acts.reversed().forEach(ahead::addFirst);
  }

  private void instead(List<Act> acts) {
    ahead.clear();
    ahead.addAll(acts);
  }
}
