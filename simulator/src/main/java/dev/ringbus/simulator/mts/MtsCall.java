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
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call through the platform. It has an agenda; the answers to decision points and to polls change
 * it. A report that is not answered with 200 ends all requests of the call; a body that is no
 * {@code ReturnCRMData} is ignored after a report, and ends the polling after a poll. A poll that
 * finds no answer at all is followed by the next.
 */
final class MtsCall implements Call {

  private static final int POLLS = 3;

  private final MtsWire wire;
  private final Service service;
  private final Subscriber subscriber;
  private final Habits habits;
  private final Agenda agenda;
  private final Polling polling;
  private final Conversation conversation;
  private Legs legs;
  private boolean connected;
  private Duration talked = Duration.ZERO;
  private Optional<String> stopped = Optional.empty();

  MtsCall(
      MtsWire wire,
      Service service,
      Legs legs,
      Subscriber subscriber,
      Habits habits,
      List<Act> script) {
    this.wire = wire;
    this.service = service;
    this.legs = legs;
    this.subscriber = subscriber;
    this.habits = habits;
    this.agenda = new Agenda(script);
    this.polling = new Polling(habits.pollEvery());
    this.conversation = new Conversation(service, agenda);
  }

  @Override
  public Step next() {
    if (stopped.isPresent()) {
      return new Step.GivenUp(stopped.get());
    }
    Optional<Act> act = agenda.take();
    while (act.isPresent()) {
      if (polling.isBefore(act.get())) {
        return poll(act.get());
      }
      polling.pass(act.get().after());
      switch (act.get()) {
        case Act.Report report -> {
          return report(report);
        }
        case Act.Talk(Duration length) -> talked = talked.plus(length);
      }
      act = agenda.take();
    }
    return polling
        .stopped()
        .<Step>map(Step.Curtailed::new)
        .orElseGet(() -> new Step.Finished("ended"));
  }

  private Step poll(Act meanwhile) {
    Duration until = polling.take();
    agenda.first(List.of(meanwhile.in(meanwhile.after().minus(until))));
    return wire.poll(sinceLast(until));
  }

  private Step report(Act.Report report) {
    conversation.hears(report, legs);
    legs = report.legs();
    if (report.detail().equals(new Act.Detail.Transferred(TransferResult.CONNECTED))) {
      connected = true;
      polling.begin();
    }
    if (report.event() == MtsEvent.DTMF) {
      subscriber.hasTyped();
    }
    return wire.report(report, sinceLast(report.after()));
  }

  /** The time since the last request. */
  private Duration sinceLast(Duration time) {
    Duration since = talked.plus(time);
    talked = Duration.ZERO;
    return since;
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
          decision.instructions().stream()
              .findFirst()
              .ifPresent(what -> conversation.follow(what, legs));
      case Heard.Answered(int _, Answer.Nothing()), Heard.Silence() -> {}
      case Heard.Answered(int status, Answer.Malformed _) ->
          polling.stop(
              "no more polls after one that was answered with status %d and no ReturnCRMData of its call"
                  .formatted(status));
    }
  }

  private void follow(Instruction instruction, MtsEvent at) {
    switch (at) {
      case B_DROPPED -> {
        if (instruction instanceof GoTo) {
          agenda.first(Script.menu(legs, subscriber.types()));
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
      case Play play when play.resume() -> receiveWith(Script.prompt(legs));
      case Play _ ->
          agenda.answeredThen(Script.of(Script.prompt(legs), Script.ending(Ending.UNSAID, legs)));
      case GoTo _ -> receiveWith(Script.menu(legs, subscriber.types()));
      case Hangup() -> agenda.instead(Script.ending(Ending.UNSAID, legs));
      case Whisper _, Pause _, SetVariable _, Present _, Return _ -> {}
    }
  }

  private void receiveWith(List<Act> acts) {
    switch (subscriber.listen()) {
      case STAYS -> agenda.receiveWith(acts);
      case HANGS_UP -> agenda.instead(Script.callerHangsUp(legs));
    }
  }

  private void forward(Forward forward) {
    String to = forward.to().getFirst();
    if (service == Service.OUTGOING) {
      agenda.redirect(to);
      return;
    }
    boolean isShort = forward.as() == Destination.EXTENSION;
    Legs then = isShort ? legs.toShort(to) : legs.toNumber(to);
    List<Act> talk =
        Script.talk(habits.talk().orElse(Habits.DOCUMENTED.pollEvery().multipliedBy(POLLS)));
    agenda.instead(
        Script.of(
            Script.connectionOf(then),
            forward.record() ? Script.recorded(talk, then, then) : talk,
            Script.operatorHangsUp(then)));
  }
}
