package dev.ringbus.simulator.pbx;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxResponse;

/** How a PBX reads an answer. */
@FunctionalInterface
public interface AnswerReader {

  /** What the answer asks for, or what would have been valid. */
  Answer read(PbxResponse response);
}
