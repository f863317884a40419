package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.kafka.OpenQuestions.Arrival;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class OpenQuestionsTest {

  private static final Duration TIME = Duration.ofMillis(1500);

  private final AtomicLong now = new AtomicLong();
  private final DeadlineWheel wheel = new DeadlineWheel(now::get);
  private final OpenQuestions questions = new OpenQuestions(wheel);
  private final DecisionRequest request = Samples.question(Instant.EPOCH);
  private final AtomicReference<PendingQuestion> pending = new AtomicReference<>();

  private Mono<DecisionReply> ask() {
    return Mono.create(sink -> pending.set(questions.add(request, sink, TIME)));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    wheel.turn();
  }

  private Arrival reply() {
    return questions.reply(Samples.reply(request));
  }

  @Test
  void givesAReplyToWhoWaits() {
    StepVerifier.create(ask())
        .then(() -> assertThat(reply()).isEqualTo(new Arrival.InTime()))
        .expectNext(Samples.reply(request))
        .verifyComplete();
  }

  @Test
  void endsTheWaitingAtTheDeadlineAndNotBefore() {
    StepVerifier.create(ask())
        .then(() -> pass(TIME.minusMillis(1)))
        .expectNoEvent(Duration.ofNanos(1))
        .then(() -> pass(Duration.ofMillis(10)))
        .verifyComplete();
  }

  @Test
  void knowsAQuestionForAWhileAfterItsDeadline() {
    StepVerifier.create(ask()).then(() -> pass(TIME.plusMillis(10))).verifyComplete();

    pass(Duration.ofSeconds(29));

    assertThat(reply()).isEqualTo(new Arrival.Late(request));
    assertThat(reply()).isEqualTo(new Arrival.Unknown());
  }

  @Test
  void forgetsAQuestionLongAfterItsDeadline() {
    StepVerifier.create(ask()).then(() -> pass(TIME.plusMillis(10))).verifyComplete();

    pass(Duration.ofSeconds(31));

    assertThat(reply()).isEqualTo(new Arrival.Unknown());
  }

  @Test
  void remembersNoMoreThanSoManyExpiredQuestions() {
    for (int i = 0; i < 10_000; i++) {
      Mono.<DecisionReply>create(
              sink -> questions.add(Samples.question(Instant.EPOCH), sink, Duration.ZERO))
          .subscribe();
    }
    pass(Duration.ofMillis(10));
    StepVerifier.create(ask()).then(() -> pass(TIME.plusMillis(10))).verifyComplete();

    assertThat(reply()).isEqualTo(new Arrival.Unknown());
  }

  @Test
  void takesAReplyForLateThatNobodyWaitsForAnyMore() {
    ask().subscribe().dispose();

    assertThat(reply()).isEqualTo(new Arrival.Late(request));
    assertThat(reply()).isEqualTo(new Arrival.Unknown());
  }

  @Test
  void knowsAQuestionAfterItsDeadlineThatWasGivenUpBefore() {
    ask().subscribe().dispose();
    pass(TIME.plusMillis(10));

    pass(Duration.ofSeconds(29));

    assertThat(reply()).isEqualTo(new Arrival.Late(request));
  }

  @Test
  void failsWhenTheQuestionCouldNotBeSent() {
    BrokerUnavailable failure = new BrokerUnavailable("gone", null);

    StepVerifier.create(ask())
        .then(() -> questions.fail(pending.get(), failure))
        .verifyErrorMatches(failure::equals);

    assertThat(reply()).isEqualTo(new Arrival.Unknown());
  }
}
