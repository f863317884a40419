package dev.ringbus.simulator.pbx;

import dev.ringbus.dialect.Answer;

/** What a PBX heard after a request. */
public sealed interface Heard {

  /** An answer, as this PBX reads it. */
  record Answered(int status, Answer answer) implements Heard {}

  /** Nothing: no connection, or no answer in time. */
  record Silence() implements Heard {}
}
