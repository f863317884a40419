package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import dev.ringbus.wire.UnreadableRecord;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.ReceiverRecord;

/** Questions from {@code ringbus.decision-requests}, shared among the instances of routing. */
final class KafkaDecisionServer implements DecisionServer {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaDecisionServer.class);
  private static final String GROUP = "ringbus-routing";

  /** How many questions are worked on at once; the others stay on the topic. */
  private static final int CONCURRENCY = 2_048;

  /** How many are taken from the consumer ahead of that. */
  private static final int AHEAD = 256;

  private final Publisher publisher;
  private final KafkaTopics topics;
  private final DeadLetters deadLetters;
  private final Clock clock;
  private final QuestionMeters meters;
  private final RecordReceiver receiver;
  private final AnswerMemory memory = new AnswerMemory();
  private final Disposable.Swap running = Disposables.swap();

  KafkaDecisionServer(
      Publisher publisher,
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      Clock clock,
      QuestionMeters meters) {
    this.publisher = publisher;
    this.topics = topics;
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.meters = meters;
    this.receiver = RecordReceiver.ofGroup(properties.member(GROUP), Topics.DECISION_REQUESTS);
  }

  @Override
  public void serve(BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer) {
    running.update(
        topics
            .ensured()
            .flatMapMany(counts -> serve(counts.of(Topics.DECISION_REPLIES), answer))
            .subscribe(_ -> {}, failure -> LOG.error("questions are no longer answered", failure)));
  }

  /**
   * Answers are worked on by a thread of their own: neither the one that polls, nor the producer's,
   * which would otherwise take the next question when it has stored a reply.
   */
  private Flux<Void> serve(
      int replyPartitions, BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer) {
    return Flux.using(
        () -> Schedulers.newSingle("ringbus-questions", true),
        thread ->
            receiver
                .receive()
                .publishOn(thread, AHEAD)
                .flatMap(message -> take(message, replyPartitions, answer), CONCURRENCY),
        Scheduler::dispose);
  }

  /** Stops serving; completes when the consumer has left its group. */
  Mono<Void> stop() {
    running.dispose();
    return receiver.closed();
  }

  @Override
  public boolean isReady() {
    return receiver.isPositioned() && publisher.isOpen();
  }

  /** Never fails. A question is not worth repeating, so it is acknowledged as soon as it is had. */
  private Mono<Void> take(
      ReceiverRecord<byte[], byte[]> message,
      int replyPartitions,
      BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer) {
    message.receiverOffset().acknowledge();
    try {
      Instant deadline = Deadline.read(message.headers());
      if (!clock.instant().isBefore(deadline)) {
        meters.expired().increment();
        return Mono.empty();
      }
      ReplyAddress address = ReplyAddress.read(message.headers(), replyPartitions);
      DecisionRequest request = Json.read(message.value(), DecisionRequest.class);
      return answer(request, address, TraceHeaders.read(message.headers()), answer);
    } catch (UnreadableRecord | UnreadableHeader e) {
      meters.unreadable().increment();
      return deadLetters.publish(message, e).onErrorComplete();
    }
  }

  private Mono<Void> answer(
      DecisionRequest request,
      ReplyAddress address,
      Context trace,
      BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer) {
    return memory
        .answer(request.correlationId(), () -> answer.apply(request, trace))
        .flatMap(reply -> send(reply, request, address, trace).thenReturn(reply))
        .doOnSuccess(reply -> meters.of(reply).increment())
        .onErrorResume(failure -> failed(request, failure))
        .then();
  }

  private Mono<Void> send(
      DecisionReply reply, DecisionRequest request, ReplyAddress address, Context trace) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return publisher.publish(List.of(Records.of(reply, request, address, now, trace)));
  }

  /** An outage would fill the log with a line a question: it is the publisher that reports it. */
  private Mono<DecisionReply> failed(DecisionRequest request, Throwable failure) {
    meters.failed().increment();
    if (failure instanceof BrokerUnavailable) {
      LOG.debug("the reply to call {} is not sent", request.event().key(), failure);
    } else {
      LOG.warn("no reply to the question of call {}", request.event().key(), failure);
    }
    return Mono.empty();
  }
}
