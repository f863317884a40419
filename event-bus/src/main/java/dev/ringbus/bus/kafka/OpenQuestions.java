package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.kafka.PendingQuestion.State;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.MonoSink;

/** The questions that wait for a reply, and those that have ceased to. */
final class OpenQuestions {

  /** How long a question is remembered after its deadline. */
  private static final Duration LATE_LIMIT = Duration.ofSeconds(30);

  /** How many of these are remembered: when nobody replies, every question expires. */
  private static final int MAX_EXPIRED = 10_000;

  /** What a reply turned out to be. */
  sealed interface Arrival {

    /** Somebody had asked, and has it now. */
    record InTime() implements Arrival {}

    /** The deadline of this question has passed, or nobody waited for it so long. */
    record Late(DecisionRequest request) implements Arrival {}

    /** Nobody asked, or so long ago that it is forgotten, or the same reply came before. */
    record Unknown() implements Arrival {}
  }

  private static final Arrival IN_TIME = new Arrival.InTime();
  private static final Arrival UNKNOWN = new Arrival.Unknown();

  private final DeadlineWheel wheel;
  private final Map<String, PendingQuestion> byId = new ConcurrentHashMap<>();
  private final AtomicInteger expired = new AtomicInteger();

  OpenQuestions(DeadlineWheel wheel) {
    this.wheel = wheel;
  }

  /** Adds a question: {@code sink} gets its reply, or completes empty after {@code left}. */
  PendingQuestion add(DecisionRequest request, MonoSink<DecisionReply> sink, Duration left) {
    PendingQuestion question = new PendingQuestion(request, sink, this::timeIsUp);
    byId.put(request.correlationId(), question);
    sink.onCancel(question::giveUp);
    wheel.add(question, left.toNanos());
    return question;
  }

  /** The question could not be sent. */
  void fail(PendingQuestion question, BrokerUnavailable failure) {
    if (question.fail(failure)) {
      byId.remove(question.correlationId(), question);
    }
  }

  /** Gives a reply to who waits for it. */
  Arrival reply(DecisionReply reply) {
    PendingQuestion question = byId.remove(reply.correlationId());
    return question == null ? UNKNOWN : arrival(question.end(), reply);
  }

  private Arrival arrival(State before, DecisionReply reply) {
    return switch (before) {
      case State.Waiting(_, var sink) -> {
        sink.success(reply);
        yield IN_TIME;
      }
      case State.GivenUp(DecisionRequest request) -> new Arrival.Late(request);
      case State.Expired(DecisionRequest request) -> {
        expired.decrementAndGet();
        yield new Arrival.Late(request);
      }
      case State.Over() -> UNKNOWN;
    };
  }

  private void timeIsUp(PendingQuestion question) {
    boolean waited = question.stopWaiting();
    if (waited && expired.incrementAndGet() <= MAX_EXPIRED) {
      wheel.add(question, LATE_LIMIT.toNanos());
    } else if (byId.remove(question.correlationId(), question)) {
      expired.decrementAndGet();
      var _ = question.end();
    }
  }
}
