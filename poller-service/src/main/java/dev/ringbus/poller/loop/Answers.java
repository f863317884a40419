package dev.ringbus.poller.loop;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** What an answer means to the call. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private static final Duration EXPIRES_AFTER = Duration.ofSeconds(60);

  /** In all about six seconds; meanwhile the call is not asked about. */
  private static final int RETRIES = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final Mailbox mailbox;
  private final Clock clock;
  private final Scheduler timer;

  Answers(Mailbox mailbox, Clock clock, Scheduler timer) {
    this.mailbox = mailbox;
    this.clock = clock;
    this.timer = timer;
  }

  /** Stores what the answer asks for. Never fails: what cannot be stored is lost, and logged. */
  Mono<Void> take(CallKey call, String crm, Answer answer) {
    return switch (answer) {
      case Answer.Nothing _ -> Mono.empty();
      case Answer.Instructed(Decision decision) ->
          Flux.fromIterable(commands(call, crm, decision))
              .concatMap(command -> stored(mailbox.request(command), call, crm))
              .then();
      case Answer.Malformed(String expected) ->
          stored(
              mailbox.askNoMore(call, "CRM " + crm + " was asked about the call: " + expected),
              call,
              crm);
    };
  }

  private Mono<Void> stored(Mono<Void> storing, CallKey call, String crm) {
    return Mono.defer(() -> storing)
        .retryWhen(
            Retry.backoff(RETRIES, FIRST_PAUSE)
                .scheduler(timer)
                .onRetryExhaustedThrow((_, last) -> last.failure()))
        .onErrorResume(failure -> {
          LOG.warn("what CRM {} answered about call {} is lost: {}", crm, call, failure.toString());
          return Mono.empty();
        });
  }

  /**
   * IgnorePromptToOperator has no effect once the operator is on the line, and so is one of the
   * ways in which CRMs say that there is nothing to do.
   */
  private static boolean isEffective(Instruction instruction) {
    return !(instruction instanceof Instruction.Whisper whisper && whisper.none());
  }

  private List<Instruct> commands(CallKey call, String crm, Decision decision) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    List<Instruction> instructions =
        decision.instructions().stream().filter(Answers::isEffective).toList();
    return IntStream.range(0, instructions.size())
        .mapToObj(position ->
            new Instruct(
                // A call is asked about once at a time, so that no other answer has this moment.
                EventIds.of("crm", crm, call.toString(), now.toString(), "" + position),
                now,
                call,
                instructions.get(position),
                "crm/" + crm,
                now.plus(EXPIRES_AFTER),
                null))
        .toList();
  }
}
