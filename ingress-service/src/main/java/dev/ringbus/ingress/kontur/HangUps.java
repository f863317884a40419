package dev.ringbus.ingress.kontur;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import java.util.Optional;

/** Which calls can be ended from outside. */
public interface HangUps {

  /**
   * Whether a workspace can end that call, if it lives: it is one of an integration whose calls the
   * workspace is told of, and its PBX can be told to hang up while people talk.
   *
   * @param direction the call's, if it is known; without it, whether a call of some direction can
   *     be ended
   */
  boolean reach(CallKey call, Optional<Direction> direction, String crm);
}
