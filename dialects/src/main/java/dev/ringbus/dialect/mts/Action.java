package dev.ringbus.dialect.mts;

import java.util.Arrays;
import java.util.Optional;

/** What MTS can be told: {@code EventType} of {@code ReturnCRMData}, named as in the seed. */
enum Action {
  TRANSFER_DN(1),
  TRANSFER_EXT(2),
  PLAY_PROMPT(3),
  HANGUP(4),
  TRANSFER_PBX(5),
  PLAY_MENU_BLOCK(6),
  PLAY_PROMPT_AND_BACK(7),
  PLAY_PROMPT_TO_OPERATOR(8),
  TRANSFER_DN_REC(9),
  TRANSFER_PBX_REC(10),
  IGNORE_PROMPT_TO_OPERATOR(11),
  BACK_FROM_CONSULT_CALL(12);

  private final int code;

  Action(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  boolean hasParam() {
    return switch (this) {
      case HANGUP, IGNORE_PROMPT_TO_OPERATOR, BACK_FROM_CONSULT_CALL -> false;
      default -> true;
    };
  }

  /** Whether it is about what the operator hears before the conversation. */
  boolean isWhisper() {
    return this == PLAY_PROMPT_TO_OPERATOR || this == IGNORE_PROMPT_TO_OPERATOR;
  }

  static Optional<Action> read(int code) {
    return Arrays.stream(values()).filter(action -> action.code == code).findFirst();
  }
}
