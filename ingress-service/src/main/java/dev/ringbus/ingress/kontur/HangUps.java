package dev.ringbus.ingress.kontur;

import dev.ringbus.model.CallKey;

/** Which calls can be ended from outside. */
public interface HangUps {

  /**
   * Whether a workspace can end that call, if it lives: it is one of an integration whose calls the
   * workspace is told of, and its PBX can be told to hang up while people talk.
   */
  boolean reach(CallKey call, String crm);
}
