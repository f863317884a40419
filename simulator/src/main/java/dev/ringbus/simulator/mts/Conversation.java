package dev.ringbus.simulator.mts;

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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an instruction does while subscriber and operator talk. Forwarding is a consultation then,
 * from which they can be brought back.
 */
final class Conversation {

  /** Ten characters of a number, then a login; or 8000, such a number, and an extension. */
  private static final Pattern OUTGOING_DESTINATION = Pattern.compile(".{10}U.{4}|8000.{10}\\d+");

  /** After so many consultations the subscriber has had enough. */
  private static final int PATIENCE = 5;

  private final Service service;
  private final Agenda agenda;

  /** The consultation that is under way. */
  private Optional<Consultation> consultation = Optional.empty();

  private int consulted;

  /**
   * A consultation.
   *
   * @param left the operator who had the subscriber before
   * @param with who is consulted
   */
  private record Consultation(Legs left, Legs with) {}

  Conversation(Service service, Agenda agenda) {
    this.service = service;
    this.agenda = agenda;
  }

  /**
   * Something is reported.
   *
   * @param before who was in the call until then
   */
  void hears(Act.Report report, Legs before) {
    if (report.event() == MtsEvent.OPERATOR_TRANSFER) {
      consultation = Optional.of(new Consultation(before, report.legs()));
    }
  }

  /** Does what an answer to a poll says, as far as this service does such things. */
  void follow(Instruction instruction, Legs legs) {
    switch (service) {
      case SECRETARY -> followForSecretary(instruction, legs);
      case OUTGOING -> followForOutgoing(instruction, legs);
    }
  }

  private void followForSecretary(Instruction instruction, Legs legs) {
    switch (instruction) {
      case Forward forward -> consult(forward, legs);
      case Return() -> back();
      case Hangup() -> agenda.endWith(Script.ending(Ending.UNSAID, legs));
      case GoTo _ -> agenda.first(List.of(Act.report(MtsEvent.RUN_IVR, 1, legs)));
      case Play play when play.resume() -> agenda.first(Script.prompt(legs));
      case Play _ -> {
        agenda.endWith(Script.ending(Ending.UNSAID, legs));
        agenda.first(Script.prompt(legs));
      }
      case Whisper _, Pause _, SetVariable _, Present _ -> {}
    }
  }

  private void followForOutgoing(Instruction instruction, Legs legs) {
    switch (instruction) {
      case Forward forward
          when forward.as() == Destination.PBX
              && OUTGOING_DESTINATION.matcher(forward.to().getFirst()).matches() ->
          consult(forward, legs);
      case Return() -> back();
      case Forward _, Hangup _, GoTo _, Play _, Whisper _, Pause _ -> {}
      case SetVariable _, Present _ -> {}
    }
  }

  private void consult(Forward forward, Legs legs) {
    if (++consulted > PATIENCE) {
      agenda.endWith(Script.callerHangsUp(legs));
      return;
    }
    String to = forward.to().getFirst();
    boolean isShort = forward.as() == Destination.EXTENSION;
    Legs with = isShort ? legs.toShort(to) : legs.toNumber(to);
    Legs left = consultation.map(Consultation::left).orElse(legs);
    consultation = Optional.of(new Consultation(left, with));
    agenda.first(isShort ? Script.directShortConnection(with) : Script.directConnection(with));
  }

  /** Without a consultation there is nothing to come back from. */
  private void back() {
    consultation.ifPresent(broken -> {
      agenda.withoutTransferTo(broken.with());
      agenda.first(Script.reconnection(broken.left()));
    });
    consultation = Optional.empty();
  }
}
