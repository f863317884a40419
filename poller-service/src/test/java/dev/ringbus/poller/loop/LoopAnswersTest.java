package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.LoopFixture.EVERY;
import static dev.ringbus.poller.loop.LoopFixture.call;
import static dev.ringbus.poller.loop.LoopFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Whisper;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What an answer does. */
class LoopAnswersTest {

  private static final Answer HANG_UP = new Answer.Instructed(Decision.of(new Hangup()));

  private final LoopFixture fixture = new LoopFixture();
  private final ScriptedCrm crm = fixture.crm();

  @BeforeEach
  void twoCalls() {
    fixture.appeared(call(1));
    fixture.appeared(call(2));
  }

  private void answersAboutTheFirst(Mono<Answer> answer) {
    crm.answer = asked -> asked.value() == id(call(1)) ? answer : Mono.just(new Answer.Nothing());
  }

  @Test
  void putsWhatTheCrmWantsIntoTheMailboxOfTheCall() {
    answersAboutTheFirst(Mono.just(HANG_UP));

    fixture.pass(EVERY.multipliedBy(2));

    assertThat(fixture.mailbox.requests)
        .hasSize(2)
        .allSatisfy(request -> {
          assertThat(request.call()).isEqualTo(call(1));
          assertThat(request.instruction()).isEqualTo(new Hangup());
          assertThat(request.source()).isEqualTo("crm/old");
          assertThat(Duration.between(request.requestedAt(), request.expiresAt()))
              .isEqualTo(Duration.ofSeconds(60));
        });
    assertThat(fixture.mailbox.requests.stream().map(Instruct::id)).doesNotHaveDuplicates();
    assertThat(fixture.polls("instructed")).isEqualTo(2);
    assertThat(fixture.polls("nothing")).isEqualTo(2);
  }

  /** IgnorePromptToOperator, with which some CRMs say that there is nothing to do. */
  @Test
  void takesAnInstructionThatHasNoEffectForNone() {
    answersAboutTheFirst(Mono.just(new Answer.Instructed(Decision.of(Whisper.nothing()))));

    fixture.pass(EVERY.multipliedBy(2));

    assertThat(fixture.mailbox.requests).isEmpty();
    assertThat(crm.asked.get(id(call(1)))).hasSize(2);
  }

  @Test
  void asksNoMoreAboutACallAfterAnAnswerThatIsNone() {
    answersAboutTheFirst(Mono.just(new Answer.Malformed("expected status 200")));

    fixture.pass(EVERY.multipliedBy(3));

    assertThat(crm.asked.get(id(call(1)))).hasSize(1);
    assertThat(crm.asked.get(id(call(2)))).hasSize(3);
    assertThat(fixture.mailbox.askedNoMore).containsOnlyKeys(call(1));
    assertThat(fixture.mailbox.askedNoMore.get(call(1)))
        .isEqualTo("CRM old was asked about the call: expected status 200");
  }

  @Test
  void asksAgainAboutACallThatTheCrmDidNotAnswerAbout() {
    answersAboutTheFirst(Mono.error(new TimeoutException()));

    fixture.pass(EVERY.multipliedBy(3));

    assertThat(crm.asked.get(id(call(1)))).hasSize(3);
    assertThat(fixture.mailbox.askedNoMore).isEmpty();
    assertThat(fixture.polls("unanswered")).isEqualTo(3);
  }

  @Test
  void asksAgainAlthoughTheRequestCouldNotEvenBeMade() {
    crm.answer =
        _ -> {
          throw new IllegalStateException("closed");
        };

    fixture.pass(EVERY.multipliedBy(3));

    assertThat(crm.requests()).isEqualTo(6);
    assertThat(fixture.skipped("under-way")).isZero();
  }

  @Test
  void storesWhatTheCrmWantsAsSoonAsTheBrokerIsBack() {
    answersAboutTheFirst(Mono.just(HANG_UP));
    fixture.mailbox.failures = 3;

    fixture.pass(EVERY.multipliedBy(3));

    assertThat(fixture.mailbox.requests).isNotEmpty();
  }

  @Test
  void goesOnAskingWhenTheBrokerStaysAway() {
    answersAboutTheFirst(Mono.just(HANG_UP));
    fixture.mailbox.failures = Integer.MAX_VALUE;

    fixture.pass(EVERY.multipliedBy(20));

    assertThat(crm.asked.get(id(call(1)))).hasSizeGreaterThan(2);
    assertThat(crm.asked.get(id(call(2)))).hasSize(20);
  }
}
