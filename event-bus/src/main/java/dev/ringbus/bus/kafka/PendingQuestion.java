package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import reactor.core.publisher.MonoSink;

/**
 * A question that was sent. It waits for its reply until the deadline, and is then kept a while so
 * that a late reply can be told from one to a question that nobody asked.
 */
final class PendingQuestion extends DeadlineWheel.Timeout {

  /** What can still become of it. */
  sealed interface State {

    /** Somebody waits for the reply. */
    record Waiting(DecisionRequest request, MonoSink<DecisionReply> sink) implements State {}

    /** Whoever asked has gone, and the deadline is still to come. */
    record GivenUp(DecisionRequest request) implements State {}

    /** The deadline has passed without a reply. */
    record Expired(DecisionRequest request) implements State {}

    /** Nothing more can happen; what it held is free, though the timer still has it. */
    record Over() implements State {}
  }

  private static final State OVER = new State.Over();

  private final String correlationId;
  private final AtomicReference<State> state;
  private final Consumer<PendingQuestion> whenTimeIsUp;

  /**
   * A question that waits.
   *
   * @param whenTimeIsUp told at the deadline if no reply has come, and again when the question need
   *     not be remembered any longer
   */
  PendingQuestion(
      DecisionRequest request,
      MonoSink<DecisionReply> sink,
      Consumer<PendingQuestion> whenTimeIsUp) {
    this.correlationId = request.correlationId();
    this.state = new AtomicReference<>(new State.Waiting(request, sink));
    this.whenTimeIsUp = whenTimeIsUp;
  }

  String correlationId() {
    return correlationId;
  }

  @Override
  void expire() {
    if (!(state.get() instanceof State.Over)) {
      whenTimeIsUp.accept(this);
    }
  }

  /** Ends it, whatever it was until now. */
  State end() {
    return state.getAndSet(OVER);
  }

  /** Tells who waits that the question could not be sent. Returns whether anybody waited. */
  boolean fail(BrokerUnavailable failure) {
    if (state.get() instanceof State.Waiting waiting && state.compareAndSet(waiting, OVER)) {
      waiting.sink().error(failure);
      return true;
    }
    return false;
  }

  /** Nobody waits any more, though there was time: who asks has a deadline of its own. */
  void giveUp() {
    if (state.get() instanceof State.Waiting waiting) {
      state.compareAndSet(waiting, new State.GivenUp(waiting.request()));
    }
  }

  /** Ends the waiting at the deadline. Returns whether no reply had come until then. */
  boolean stopWaiting() {
    State before = state.getAndUpdate(PendingQuestion::expired);
    if (before instanceof State.Waiting waiting) {
      waiting.sink().success();
    }
    return before instanceof State.Waiting || before instanceof State.GivenUp;
  }

  private static State expired(State before) {
    return switch (before) {
      case State.Waiting(DecisionRequest request, _) -> new State.Expired(request);
      case State.GivenUp(DecisionRequest request) -> new State.Expired(request);
      case State.Expired _, State.Over _ -> before;
    };
  }
}
