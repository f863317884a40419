package dev.ringbus.bus.kafka;

import dev.ringbus.model.DecisionReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** What became of the questions that were read: {@code ringbus.questions} by {@code result}. */
record QuestionMeters(
    Counter answered, Counter unanswered, Counter expired, Counter unreadable, Counter failed) {

  static QuestionMeters in(MeterRegistry meters) {
    return new QuestionMeters(
        counter(meters, "answered"),
        counter(meters, "unanswered"),
        counter(meters, "expired"),
        counter(meters, "unreadable"),
        counter(meters, "failed"));
  }

  /** The counter of a question that was worked on, with this reply or none. */
  Counter of(@Nullable DecisionReply reply) {
    return reply == null ? unanswered : answered;
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("ringbus.questions")
        .description("decision requests that routing has read")
        .tag("result", result)
        .register(meters);
  }
}
