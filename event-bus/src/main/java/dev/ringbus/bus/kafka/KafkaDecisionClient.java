package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BusSettings;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import dev.ringbus.wire.UnreadableRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Questions on {@code ringbus.decision-requests}, and their replies from one partition. */
final class KafkaDecisionClient implements DecisionClient {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaDecisionClient.class);

  /**
   * How many questions go to one partition before the next has its turn. A batch of one partition
   * costs the broker and routing what a single record costs; and by turns all instances of routing
   * get their share.
   */
  private static final int TURN = 32;

  /** Where questions go, and where a reply is read, and by whom. */
  private record Replies(ReplyAddress address, RecordReceiver receiver, int questionPartitions) {}

  private final Publisher publisher;
  private final KafkaTopics topics;
  private final ClientProperties properties;
  private final DeadLetters deadLetters;
  private final BusSettings settings;
  private final Clock clock;
  private final Counter late;
  private final Counter unknown;

  private final DeadlineWheel wheel = new DeadlineWheel(System::nanoTime);
  private final OpenQuestions questions = new OpenQuestions(wheel);
  private final Sinks.Many<LateReply> lateReplies = Sinks.many().multicast().directBestEffort();
  private final Disposable.Composite running = Disposables.composite();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable Replies replies;

  KafkaDecisionClient(
      Publisher publisher,
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      BusSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.publisher = publisher;
    this.topics = topics;
    this.properties = properties;
    this.deadLetters = deadLetters;
    this.settings = settings;
    this.clock = clock;
    this.late = counter(meters, "late");
    this.unknown = counter(meters, "unknown");
  }

  private static Counter counter(MeterRegistry meters, String kind) {
    return Counter.builder("ringbus.replies")
        .description("replies to questions that had expired, or that nobody had asked")
        .tag("kind", kind)
        .register(meters);
  }

  /** Begins to read replies as soon as the topics are there. */
  void start() {
    Scheduler timer = Schedulers.newSingle("ringbus-deadlines", true);
    running.add(timer);
    running.add(
        timer.schedulePeriodically(
            wheel::turn, DeadlineWheel.TICK_NANOS, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS));
    running.add(
        topics
            .ensured()
            .map(counts ->
                open(counts.of(Topics.DECISION_REPLIES), counts.of(Topics.DECISION_REQUESTS)))
            .flatMapMany(opened -> opened.receiver().receive())
            .subscribe(this::receive, failure -> LOG.error("replies are no longer read", failure)));
  }

  private Replies open(int partitions, int questionPartitions) {
    Integer ordinal = settings.instanceOrdinal();
    int partition =
        ordinal == null ? ThreadLocalRandom.current().nextInt(partitions) : ordinal % partitions;
    RecordReceiver receiver =
        RecordReceiver.ofEnd(
            properties.reader(), new TopicPartition(Topics.DECISION_REPLIES, partition));
    Replies opened = new Replies(ReplyAddress.at(partition), receiver, questionPartitions);
    replies = opened;
    return opened;
  }

  /** Stops reading; completes when the consumer is closed. */
  Mono<Void> stop() {
    running.dispose();
    Replies opened = replies;
    return opened == null ? Mono.empty() : opened.receiver().closed();
  }

  @Override
  public Mono<DecisionReply> ask(DecisionRequest request, Context trace) {
    return Mono.create(sink -> {
      Duration left = Duration.between(clock.instant(), request.deadline());
      if (!left.isPositive()) {
        sink.success();
        return;
      }
      PendingQuestion question = questions.add(request, sink, left);
      publisher.send(
          Records.of(request, nextPartition(), address(), trace),
          failure -> {
            if (failure != null) {
              questions.fail(question, failure);
            }
          });
    });
  }

  private int nextPartition() {
    Replies opened = replies;
    return opened == null
        ? 0
        : Math.floorMod(asked.getAndIncrement() / TURN, opened.questionPartitions());
  }

  /** Before the topics are there it is nobody's; the publisher takes no questions then either. */
  ReplyAddress address() {
    Replies opened = replies;
    return opened == null ? ReplyAddress.at(0) : opened.address();
  }

  /** Never fails: it would be the last reply that is read. */
  private void receive(ConsumerRecord<byte[], byte[]> message) {
    try {
      if (isForUs(message.headers())) {
        deliver(Json.read(message.value(), DecisionReply.class));
      }
    } catch (UnreadableRecord e) {
      // What becomes of a dead letter is logged where it is stored.
      deadLetters.publish(message, e).subscribe(_ -> {}, _ -> {});
    } catch (RuntimeException e) {
      LOG.error("a reply is lost", e);
    }
  }

  /** Others, and former processes of this instance, can use the same partition. */
  private boolean isForUs(Headers headers) {
    Replies opened = replies;
    return opened != null && opened.address().isIn(headers);
  }

  private void deliver(DecisionReply reply) {
    switch (questions.reply(reply)) {
      case OpenQuestions.Arrival.InTime() -> {}
      case OpenQuestions.Arrival.Late(DecisionRequest request) -> {
        late.increment();
        lateReplies.emitNext(new LateReply(request, reply), Sinks.EmitFailureHandler.FAIL_FAST);
      }
      case OpenQuestions.Arrival.Unknown() -> unknown.increment();
    }
  }

  @Override
  public Flux<LateReply> lateReplies() {
    return lateReplies.asFlux();
  }

  @Override
  public boolean isReady() {
    Replies opened = replies;
    return opened != null && opened.receiver().isPositioned() && publisher.isOpen();
  }
}
