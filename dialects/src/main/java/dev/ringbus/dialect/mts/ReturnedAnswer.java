package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Answer.Instructed;
import dev.ringbus.dialect.Answer.Malformed;
import dev.ringbus.dialect.Answer.Nothing;
import dev.ringbus.dialect.Body;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.Whisper;
import java.util.List;

/** Reads a CRM's {@code ReturnCRMData}. */
final class ReturnedAnswer {

  private static final Malformed EXPECTED_OBJECT =
      new Malformed("expected ReturnCRMData: CallID, EventType and Param");

  private static final Malformed EXPECTED_EVENT_TYPE =
      new Malformed("expected an EventType of 1 to 12, or 0 for nothing");

  private ReturnedAnswer() {}

  /** What the body asks for; the object without members and {@code EventType} 0 ask for nothing. */
  static Answer read(Body body) {
    return CrmFields.read(body, "ReturnCRMData", "ReturnCRMDData")
        .map(ReturnedAnswer::read)
        .orElse(EXPECTED_OBJECT);
  }

  private static Answer read(CrmFields fields) {
    if (fields.isEmpty()) {
      return new Nothing();
    }
    if (fields.text("EventType").isEmpty()) {
      return EXPECTED_OBJECT;
    }
    int code = fields.code("EventType");
    if (code == 0) {
      return new Nothing();
    }
    return Action.read(code)
        .map(action -> read(action, fields.text("Param")))
        .orElse(EXPECTED_EVENT_TYPE);
  }

  private static Answer read(Action action, String param) {
    return action.hasParam() && param.isBlank()
        ? new Malformed("expected a Param with EventType " + action.code())
        : new Instructed(Decision.of(instruction(action, param)));
  }

  private static Instruction instruction(Action action, String param) {
    return switch (action) {
      case TRANSFER_DN -> forward(param, Destination.NUMBER, false);
      case TRANSFER_EXT -> forward(param, Destination.EXTENSION, false);
      case PLAY_PROMPT -> Play.file(param);
      case HANGUP -> new Hangup();
      case TRANSFER_PBX -> forward(latin(param), Destination.PBX, false);
      case PLAY_MENU_BLOCK -> GoTo.menu(param);
      case PLAY_PROMPT_AND_BACK -> new Play(param, null, true, false, null);
      case PLAY_PROMPT_TO_OPERATOR -> Whisper.file(param);
      case TRANSFER_DN_REC -> forward(param, Destination.NUMBER, true);
      case TRANSFER_PBX_REC -> forward(latin(param), Destination.PBX, true);
      case IGNORE_PROMPT_TO_OPERATOR -> Whisper.nothing();
      case BACK_FROM_CONSULT_CALL -> new Return();
    };
  }

  private static Forward forward(String to, Destination as, boolean isRecorded) {
    return new Forward(List.of(to), as, isRecorded, null, true, false);
  }

  private static String latin(String pbx) {
    return Destinations.pbxName(pbx).orElse(pbx);
  }
}
