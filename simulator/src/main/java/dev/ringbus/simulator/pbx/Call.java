package dev.ringbus.simulator.pbx;

/**
 * One call, as the state machine of its PBX: what it does next depends on what it was answered.
 *
 * <p>Steps are taken one after another. The answer to an {@linkplain Step.Send.Waiting#ASKS asking}
 * request is heard before the next step is taken; the answer to a telling one perhaps after it.
 */
public interface Call {

  /** What happens next; the last step is always an {@link Step.End}. */
  Step next();

  /** What came of a request of this call. */
  void hear(Step.Send sent, Heard heard);
}
