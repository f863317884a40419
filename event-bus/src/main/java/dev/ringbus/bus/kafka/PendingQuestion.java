package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * A question that was sent. It waits for its reply until the deadline, and is then kept a while so
 * that a late reply can be told from one to a question that nobody asked.
 */
final class PendingQuestion extends DeadlineWheel.Timeout {

  private sealed interface State {

    /** Somebody waits for the reply. */
    record Waiting(DecisionRequest request, MonoSink<DecisionReply> sink) implements State {}

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

  /** Gives the reply to who waits. Returns the question if it is too late for that. */
  @Nullable DecisionRequest reply(DecisionReply reply) {
    return switch (state.getAndSet(OVER)) {
      case State.Waiting(_, var sink) -> {
        sink.success(reply);
        yield null;
      }
      case State.Expired(DecisionRequest request) -> request;
      case State.Over() -> null;
    };
  }

  /** Tells who waits that the question could not be sent. Returns whether anybody waited. */
  boolean fail(BrokerUnavailable failure) {
    if (state.get() instanceof State.Waiting waiting && state.compareAndSet(waiting, OVER)) {
      waiting.sink().error(failure);
      return true;
    }
    return false;
  }

  /** Ends the waiting without a reply. Returns whether anybody waited. */
  boolean stopWaiting() {
    if (state.get() instanceof State.Waiting waiting
        && state.compareAndSet(waiting, new State.Expired(waiting.request()))) {
      waiting.sink().success();
      return true;
    }
    return false;
  }

  /** Lets go of the question. */
  void forget() {
    state.set(OVER);
  }
}
