package dev.ringbus.bus.testkit;

import static dev.ringbus.bus.testkit.Samples.question;
import static dev.ringbus.bus.testkit.Samples.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionClient.LateReply;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/**
 * What every joined pair of {@link DecisionClient} and {@link DecisionServer} does. The pair serves
 * {@link #answer} when a test begins.
 */
public abstract class DecisionsContract {

  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);

  private volatile BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer =
      (_, _) -> Mono.empty();

  /** A client whose questions come to {@link #answer}. */
  protected abstract DecisionClient client();

  /** The server of these questions. */
  protected abstract DecisionServer server();

  /** A client whose broker cannot be reached. */
  protected abstract DecisionClient clientWithoutBroker();

  /** Makes {@link #answer} answer so, from now on. */
  protected final void answerWith(
      BiFunction<DecisionRequest, Context, Mono<DecisionReply>> function) {
    answer = function;
  }

  /** What the server is to serve with. */
  protected final Mono<DecisionReply> answer(DecisionRequest request, Context trace) {
    return answer.apply(request, trace);
  }

  @BeforeEach
  void isReady() {
    await().until(() -> client().isReady() && server().isReady());
  }

  private static DecisionRequest questionWithin(Duration time) {
    return question(Instant.now().plus(time));
  }

  @Test
  void givesEachReplyToItsQuestion() {
    answer = (request, _) -> Mono.just(reply(request));
    List<DecisionRequest> questions =
        Stream.generate(() -> questionWithin(AMPLE)).limit(200).toList();

    List<DecisionReply> replies =
        Flux.fromIterable(questions)
            .flatMapSequential(request -> client().ask(request, Context.root()), 200)
            .collectList()
            .block(AMPLE);

    assertThat(replies).containsExactlyElementsOf(questions.stream().map(Samples::reply).toList());
  }

  @Test
  void bringsTheWholeQuestionAndTheWholeReply() {
    DecisionRequest request = questionWithin(AMPLE);
    Map<String, DecisionRequest> seen = new ConcurrentHashMap<>();
    answer =
        (question, _) -> {
          seen.put(question.correlationId(), question);
          return Mono.just(reply(question));
        };

    StepVerifier.create(client().ask(request, Context.root()))
        .expectNext(reply(request))
        .verifyComplete();

    assertThat(seen.get(request.correlationId()).event()).isEqualTo(request.event());
  }

  @Test
  void staysEmptyWhenTheDeadlinePassesWithoutReply() {
    answer = (_, _) -> Mono.never();

    StepVerifier.create(client().ask(questionWithin(SHORT), Context.root())).verifyComplete();
  }

  @Test
  void sendsNoReplyWhenTheAnswerIsEmptyOrFails() {
    answer =
        (request, _) ->
            request.event().raw().containsKey("fail")
                ? Mono.error(new IllegalStateException("no answer today"))
                : Mono.empty();
    DecisionRequest empty = questionWithin(SHORT);
    DecisionRequest failing =
        new DecisionRequest(
            "failing-" + empty.correlationId(),
            empty.event().toBuilder().raw(Map.of("fail", true)).build(),
            empty.deadline());

    StepVerifier.create(client().ask(empty, Context.root())).verifyComplete();
    StepVerifier.create(client().ask(failing, Context.root())).verifyComplete();
  }

  @Test
  void reportsAReplyAfterTheDeadlineAsLateWithItsQuestion() {
    List<LateReply> late = new CopyOnWriteArrayList<>();
    var watching = client().lateReplies().subscribe(late::add);

    DecisionRequest request = askAndReplyTooLate();

    await()
        .untilAsserted(
            () -> assertThat(late).containsExactly(new LateReply(request, reply(request))));
    watching.dispose();
  }

  @Test
  void reportsAReplyThatNobodyWaitsForAsLate() {
    List<LateReply> late = new CopyOnWriteArrayList<>();
    var watching = client().lateReplies().subscribe(late::add);
    Sinks.One<DecisionReply> slow = Sinks.one();
    CountDownLatch taken = new CountDownLatch(1);
    answer =
        (_, _) -> {
          taken.countDown();
          return slow.asMono();
        };
    DecisionRequest request = questionWithin(AMPLE);

    var asking = client().ask(request, Context.root()).subscribe();
    await().until(() -> taken.getCount() == 0);
    asking.dispose();
    slow.tryEmitValue(reply(request)).orThrow();

    await()
        .untilAsserted(
            () -> assertThat(late).containsExactly(new LateReply(request, reply(request))));
    watching.dispose();
  }

  /**
   * Asks until a question is taken in time and has expired all the same, and then replies to it. On
   * a busy machine a question may expire before it is taken: the next one gets more time.
   */
  protected final DecisionRequest askAndReplyTooLate() {
    Map<String, Sinks.One<DecisionReply>> taken = new ConcurrentHashMap<>();
    answerWith(
        (request, _) -> taken.computeIfAbsent(request.correlationId(), _ -> Sinks.one()).asMono());
    for (Duration time = SHORT; ; time = time.multipliedBy(2)) {
      DecisionRequest request = questionWithin(time);
      StepVerifier.create(client().ask(request, Context.root())).verifyComplete();
      Sinks.One<DecisionReply> slow = taken.get(request.correlationId());
      if (slow != null) {
        slow.tryEmitValue(reply(request)).orThrow();
        return request;
      }
      assertThat(time).isLessThan(AMPLE);
    }
  }

  @Test
  void doesNotAskWhatHasExpired() {
    List<DecisionRequest> seen = new CopyOnWriteArrayList<>();
    answer =
        (request, _) -> {
          seen.add(request);
          return Mono.just(reply(request));
        };
    DecisionRequest expired = question(Instant.now().minusMillis(1));
    DecisionRequest next = questionWithin(AMPLE);

    StepVerifier.create(client().ask(expired, Context.root())).verifyComplete();
    StepVerifier.create(client().ask(next, Context.root()))
        .expectNext(reply(next))
        .verifyComplete();

    assertThat(seen).extracting(DecisionRequest::correlationId).containsOnly(next.correlationId());
  }

  @Test
  void continuesTheTraceOfTheQuestion() {
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    List<SpanContext> seen = new CopyOnWriteArrayList<>();
    answer =
        (request, trace) -> {
          seen.add(Span.fromContext(trace).getSpanContext());
          return Mono.just(reply(request));
        };
    DecisionRequest request = questionWithin(AMPLE);

    StepVerifier.create(client().ask(request, Context.root().with(Span.wrap(span))))
        .expectNextCount(1)
        .verifyComplete();

    assertThat(seen)
        .singleElement()
        .satisfies(found -> {
          assertThat(found.getTraceId()).isEqualTo(span.getTraceId());
          assertThat(found.isSampled()).isTrue();
        });
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    StepVerifier.create(clientWithoutBroker().ask(questionWithin(AMPLE), Context.root()))
        .verifyError(BrokerUnavailable.class);
  }
}
