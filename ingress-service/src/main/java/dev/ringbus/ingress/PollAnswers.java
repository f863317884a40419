package dev.ringbus.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.OfferLog;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.Reading;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What connected calls are told when their PBX asks. That nothing waits is known from memory. What
 * does wait is offered once, over all instances: a platform that was told twice could do it twice,
 * and whether an answer arrived only a later event of the call can prove. So it is written down
 * first that this instance offers it, and told only when that is stored and no other was before.
 *
 * <p>Whether something has expired is not for this to judge, but for who fills the mailbox: what
 * was held while no polls came is told at the first that comes again, however late.
 */
final class PollAnswers {

  private static final Logger log = LoggerFactory.getLogger(PollAnswers.class);

  private static final Outcome IDLE = new Outcome.NothingToSay();

  /** How long a poll waits for it to be written down that it is offered something. */
  private static final Duration WRITTEN_WITHIN = Duration.ofMillis(500);

  /** Polls that wait for that at once: a broker that is slow must not fill the memory. */
  private static final int MAX_UNDER_WAY = 1_000;

  private static final int REMEMBERED = 100_000;

  private final InstructionView view;
  private final OfferLog offers;
  private final BrokerCircuit circuit;
  private final PollReports reports;
  private final IngressMetrics metrics;
  private final Clock clock;
  private final Scheduler timer;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Cache<String, Boolean> told = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * @param timer whose time passes as the clock's does
   */
  PollAnswers(
      InstructionView view,
      OfferLog offers,
      BrokerCircuit circuit,
      PollReports reports,
      IngressMetrics metrics,
      Clock clock,
      Scheduler timer) {
    this.view = view;
    this.offers = offers;
    this.circuit = circuit;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
    this.timer = timer;
  }

  /** Whether all is known that waits, and all that has been offered. */
  boolean isReady() {
    return view.isReady() && offers.isReady();
  }

  /**
   * Whether there is nothing to tell the call, nor to find out; then it is noted that it polled.
   */
  boolean answersAtOnce(Connected connected, Reading.Poll poll) {
    CallKey call = new CallKey(connected.integration().id(), poll.callId());
    if (waiting(call).isPresent()) {
      return false;
    }
    reports.polled(call);
    return true;
  }

  /** What the call is told now. Never fails, and says by the limit that there is nothing. */
  Mono<Outcome> answer(Connected connected, Reading.Poll poll, Context trace) {
    CallKey call = new CallKey(connected.integration().id(), poll.callId());
    reports.polled(call);
    return waiting(call)
        .filter(instruction -> canBeSaid(connected.dialect(), poll, instruction))
        .map(instruction -> offer(instruction, trace))
        .orElseGet(() -> Mono.just(IDLE));
  }

  /** What an instance knows that does not know all yet may have been offered by another. */
  private Optional<WaitingInstruction> waiting(CallKey call) {
    return view.find(call)
        .filter(instruction -> instruction.key().equals(call))
        .filter(instruction -> told.getIfPresent(offerId(instruction)) == null)
        .filter(_ -> isReady());
  }

  /** Who wrote it has asked whether it can be done; another version may have thought otherwise. */
  private static boolean canBeSaid(
      PbxDialect dialect, Reading.Poll poll, WaitingInstruction instruction) {
    return !dialect.reply(poll, decided(instruction)).equals(dialect.reply(poll, IDLE));
  }

  private static Outcome decided(WaitingInstruction instruction) {
    return new Outcome.Decided(Decision.of(instruction.instruction()));
  }

  private Mono<Outcome> offer(WaitingInstruction instruction, Context trace) {
    String offer = offerId(instruction);
    Optional<OfferLog.Offerer> known = offers.find(offer);
    if (known.isPresent()) {
      return Mono.just(tellIfOurs(known.get(), instruction));
    }
    if (underWay.size() >= MAX_UNDER_WAY || !mayWrite() || !underWay.add(offer)) {
      return Mono.just(IDLE);
    }
    return offers
        .claim(offered(instruction), trace)
        .timeout(WRITTEN_WITHIN, timer)
        .doOnNext(_ -> circuit.succeeded())
        .map(offerer -> tellIfOurs(offerer, instruction))
        .onErrorResume(e -> Mono.just(notWritten(instruction, e)))
        .doFinally(_ -> underWay.remove(offer));
  }

  /** What waits for a broker that is down is neither told nor lost: it waits on. */
  private boolean mayWrite() {
    return !circuit.isDown() || circuit.mayProbe();
  }

  private Outcome tellIfOurs(OfferLog.Offerer offerer, WaitingInstruction instruction) {
    return switch (offerer) {
      case THIS_INSTANCE -> tellOnce(instruction);
      case ANOTHER -> IDLE;
    };
  }

  private Outcome tellOnce(WaitingInstruction instruction) {
    if (told.asMap().putIfAbsent(offerId(instruction), Boolean.TRUE) != null) {
      return IDLE;
    }
    metrics.offered();
    return decided(instruction);
  }

  /** If it was written after all, the next poll finds that out; else it is tried again then. */
  private Outcome notWritten(WaitingInstruction instruction, Throwable cause) {
    metrics.unwrittenOffer();
    log.atDebug()
        .addKeyValue("call", instruction.key())
        .setCause(cause)
        .log("Instruction {} is not offered, since that could not be recorded", instruction.id());
    return IDLE;
  }

  private InstructionOutcome offered(WaitingInstruction instruction) {
    return new InstructionOutcome(
        offerId(instruction),
        instruction.id(),
        instruction.integration(),
        instruction.callId(),
        InstructionOutcome.Outcome.OFFERED,
        null,
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  /** The same on every instance; a second offer is another than the first. */
  private static String offerId(WaitingInstruction instruction) {
    return instruction.offers() == 0
        ? instruction.id() + "/offered"
        : instruction.id() + "/offered-" + (instruction.offers() + 1);
  }
}
