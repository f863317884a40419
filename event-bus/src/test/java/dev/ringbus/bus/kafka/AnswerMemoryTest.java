package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class AnswerMemoryTest {

  private final AnswerMemory memory = new AnswerMemory();
  private final DecisionRequest request = Samples.question(Instant.EPOCH);
  private final DecisionReply reply = Samples.reply(request);
  private final AtomicInteger worked = new AtomicInteger();

  private Mono<DecisionReply> answer(String id, Mono<DecisionReply> answer) {
    return memory.answer(
        id,
        () -> {
          worked.incrementAndGet();
          return answer;
        });
  }

  @Test
  void worksOnAQuestionOnceEvenWhileItIsBeingAnswered() {
    Sinks.One<DecisionReply> slow = Sinks.one();
    Mono<DecisionReply> first = answer("one", slow.asMono());
    Mono<DecisionReply> second = answer("one", Mono.never());

    StepVerifier.create(Mono.zip(first, second))
        .then(() -> slow.tryEmitValue(reply).orThrow())
        .assertNext(both -> assertThat(both.getT1()).isSameAs(both.getT2()))
        .verifyComplete();
    assertThat(worked).hasValue(1);
  }

  @Test
  void forgetsTheOldestOfTooMany() {
    StepVerifier.create(answer("oldest", Mono.just(reply))).expectNext(reply).verifyComplete();
    for (int i = 0; i < 1_024; i++) {
      StepVerifier.create(answer("later " + i, Mono.empty())).verifyComplete();
    }
    worked.set(0);

    StepVerifier.create(answer("later 0", Mono.just(reply))).verifyComplete();
    assertThat(worked).hasValue(0);
    StepVerifier.create(answer("oldest", Mono.empty())).verifyComplete();
    assertThat(worked).hasValue(1);
  }
}
