package dev.ringbus.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.Reading;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * What connected calls are told when their PBX asks, from memory alone. An instruction is offered
 * once: a platform that got it twice could do it twice, and whether the first answer arrived only a
 * later event of the call can prove. That it was offered is recorded while the answer is under way.
 */
final class PollAnswers {

  private static final Logger log = LoggerFactory.getLogger(PollAnswers.class);

  /** Longer than anything waits. */
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  private static final int REMEMBERED = 100_000;

  /** Records on their way at once: a broker that is slow must not fill the memory. */
  private static final int MAX_ON_THE_WAY = 1_000;

  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_AGAIN = Duration.ofMillis(500);

  private final InstructionView view;
  private final InstructionOutcomeLog outcomes;
  private final IngressMetrics metrics;
  private final Clock clock;
  private final Scheduler timer;
  private final AtomicInteger onTheWay = new AtomicInteger();
  private final Cache<String, Boolean> offered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  PollAnswers(
      InstructionView view,
      InstructionOutcomeLog outcomes,
      IngressMetrics metrics,
      Clock clock,
      Scheduler timer) {
    this.view = view;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.clock = clock;
    this.timer = timer;
  }

  /** What the call is told now: nothing, unless something waits that was not offered here yet. */
  Outcome answer(Connected connected, Reading.Poll poll, Context trace) {
    Instant now = clock.instant();
    Optional<WaitingInstruction> found =
        view.find(new CallKey(connected.integration().id(), poll.callId()))
            .filter(instruction -> now.isBefore(instruction.expiresAt().toInstant()));
    if (found.isEmpty()) {
      return new Outcome.NothingToSay();
    }
    WaitingInstruction instruction = found.get();
    Decision decision = possible(connected.dialect(), instruction);
    if (decision.isNeutral()
        || offered.asMap().putIfAbsent(instruction.id(), Boolean.TRUE) != null) {
      return new Outcome.NothingToSay();
    }
    record(instruction, now, trace);
    return new Outcome.Decided(decision);
  }

  /** Who wrote it has asked whether it can be done; another version may have thought otherwise. */
  private static Decision possible(PbxDialect dialect, WaitingInstruction instruction) {
    return dialect.fit(Decision.of(instruction.instruction()), null).decision();
  }

  private void record(WaitingInstruction instruction, Instant now, Context trace) {
    metrics.offered();
    if (onTheWay.get() >= MAX_ON_THE_WAY) {
      metrics.unrecordedOffer();
      return;
    }
    onTheWay.incrementAndGet();
    outcomes
        .record(offeredAt(instruction, now), trace)
        .retryWhen(Retry.backoff(ATTEMPTS - 1, FIRST_AGAIN).scheduler(timer))
        .doFinally(_ -> onTheWay.decrementAndGet())
        .subscribe(_ -> {}, e -> unrecorded(instruction, e));
  }

  /** The id is the same if another instance offers it as well: it is the same fact twice. */
  private static InstructionOutcome offeredAt(WaitingInstruction instruction, Instant now) {
    return new InstructionOutcome(
        instruction.id() + "/offered",
        instruction.id(),
        instruction.integration(),
        instruction.callId(),
        InstructionOutcome.Outcome.OFFERED,
        null,
        now.atOffset(ZoneOffset.UTC));
  }

  private void unrecorded(WaitingInstruction instruction, Throwable cause) {
    metrics.unrecordedOffer();
    log.atWarn()
        .addKeyValue("call", instruction.key())
        .setCause(cause)
        .log("It is not recorded that instruction {} was offered", instruction.id());
  }
}
