package dev.ringbus.poller.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Says what became of instructions. What is said twice has the same id, and is said once by one
 * instance.
 */
final class Outcomes {

  private static final int REMEMBERED = 200_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(30);

  private final InstructionOutcomeLog log;
  private final MailboxMetrics metrics;
  private final Clock clock;
  private final Cache<String, Boolean> said =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  Outcomes(InstructionOutcomeLog log, MailboxMetrics metrics, Clock clock) {
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** A step of an instruction: its id is {@code {instruction}/{outcome}}. */
  Mono<Void> say(
      WaitingInstruction instruction, Outcome outcome, @Nullable String reason, Context trace) {
    return say(instruction, outcome, outcome.wireName(), reason, trace)
        .doOnNext(_ -> metrics.became(outcome))
        .then();
  }

  /**
   * More about an instruction that stays where it is.
   *
   * @param note what is said, as the end of the outcome's id
   */
  Mono<Void> note(
      WaitingInstruction instruction, Outcome outcome, String note, String reason, Context trace) {
    return say(instruction, outcome, note, reason, trace).then();
  }

  private Mono<String> say(
      WaitingInstruction instruction,
      Outcome outcome,
      String step,
      @Nullable String reason,
      Context trace) {
    String id = instruction.id() + "/" + step;
    return Mono.defer(() -> {
      if (said.getIfPresent(id) != null) {
        return Mono.empty();
      }
      InstructionOutcome record =
          new InstructionOutcome(
                  id,
                  instruction.id(),
                  instruction.integration(),
                  instruction.callId(),
                  outcome,
                  reason,
                  clock.instant().atOffset(ZoneOffset.UTC))
              .of(instruction);
      return log.record(record, trace).then(Mono.fromCallable(() -> remember(id)));
    });
  }

  private String remember(String id) {
    said.put(id, true);
    return id;
  }

  /** Whether this instance has said that the instruction was refused, taken back or too late. */
  boolean isOver(String instruction) {
    return said.getIfPresent(instruction + "/" + Outcome.REJECTED.wireName()) != null
        || said.getIfPresent(instruction + "/" + Outcome.EXPIRED.wireName()) != null
        || said.getIfPresent(instruction + "/" + Outcome.WITHDRAWN.wireName()) != null
        || said.getIfPresent(instruction + "/" + Outcome.DELIVERED.wireName()) != null
        || said.getIfPresent(instruction + "/" + UNPROVEN) != null;
  }

  /** It was offered, the call is over, and nothing has proven it. */
  static final String UNPROVEN = "offered-unproven";
}
