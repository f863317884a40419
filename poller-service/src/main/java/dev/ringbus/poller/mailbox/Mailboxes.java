package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.Turns;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The mailbox of each call: what its PBX is told at the next poll. It holds one instruction, the
 * head that is on the topic; a second one is refused while that waits. All that is done here may be
 * done again without harm, as after a failure.
 */
public final class Mailboxes {

  private final InstructionLog log;
  private final InstructionView view;
  private final InstructionOutcomeLog outcomes;
  private final MidCall midCall;
  private final MailboxMetrics metrics;
  private final Clock clock;
  private final LiveCalls calls = new LiveCalls();
  private final Turns turns = new Turns();

  public Mailboxes(
      InstructionLog log,
      InstructionView view,
      InstructionOutcomeLog outcomes,
      MidCall midCall,
      MailboxMetrics metrics,
      Clock clock) {
    this.log = log;
    this.view = view;
    this.outcomes = outcomes;
    this.midCall = midCall;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Puts an instruction into the mailbox of its call, or says why not. */
  public Mono<Void> request(WaitingInstruction instruction, Context trace) {
    CallKey key = instruction.key();
    return turns.take(key, settle(key, trace).then(Mono.defer(() -> admit(instruction, trace))));
  }

  private Mono<Void> admit(WaitingInstruction instruction, Context trace) {
    LiveCall call = calls.find(instruction.key());
    Optional<WaitingInstruction> head = head(instruction.key(), call);
    if (instruction.id().equals(call.gone())
        || head.filter(waiting -> waiting.id().equals(instruction.id())).isPresent()) {
      return Mono.empty();
    }
    return switch (Verdict.of(instruction, call, clock.instant())) {
      case Verdict.Offered _ -> Mono.empty();
      case Verdict.Dropped(Outcome outcome, String reason) ->
          record(
              instruction, outcome == Outcome.EXPIRED ? outcome : Outcome.REJECTED, reason, trace);
      case Verdict.Waits _ when head.isPresent() ->
          record(instruction, Outcome.REJECTED, "another waits already: " + head.get().id(), trace);
      case Verdict.Waits _ -> putIfPossible(instruction, call, trace);
    };
  }

  private Mono<Void> putIfPossible(WaitingInstruction instruction, LiveCall call, Context trace) {
    return switch (midCall.possibility(
        instruction.key(), instruction.instruction(), call.direction(), now())) {
      case MidCall.Possibility.Impossible(String reason) ->
          record(instruction, Outcome.REJECTED, reason, trace);
      case MidCall.Possibility.Possible() ->
          log.put(instruction, trace)
              .doOnSuccess(_ -> {
                calls.change(instruction.key(), known -> known.with(instruction));
                metrics.waiting();
              });
    };
  }

  /** Something happened in a call. */
  Mono<Void> happened(CallEvent event, Context trace) {
    if (!midCall.polls(event.platform())) {
      return Mono.empty();
    }
    LiveCall call = calls.change(event.key(), known -> known.after(event));
    return call.ended() ? inTurn(event.key(), trace) : Mono.empty();
  }

  /** Ingress has given an instruction to the PBX. */
  Mono<Void> offered(CallKey key, String instruction, Context trace) {
    calls.change(key, known -> known.offered(instruction));
    return inTurn(key, trace);
  }

  /**
   * Takes out what expired at least so long ago, and whatever else was left behind.
   *
   * @param grace different for each instance, since all of them see the same
   */
  public Mono<Void> sweep(Duration grace) {
    Instant until = clock.instant().minus(grace);
    return Flux.fromIterable(view.all())
        .filter(instruction ->
            !(Verdict.of(instruction, calls.find(instruction.key()), until)
                instanceof Verdict.Waits))
        .concatMap(instruction -> inTurn(instruction.key(), Context.root()))
        .then();
  }

  private Mono<Void> inTurn(CallKey key, Context trace) {
    LiveCall call = calls.find(key);
    return head(key, call).isEmpty() && !call.provesItsOffer()
        ? Mono.empty()
        : turns.take(key, settle(key, trace));
  }

  /** Takes out what waits no longer, and says what became of it and of what was offered. */
  private Mono<Void> settle(CallKey key, Context trace) {
    return Mono.defer(() -> {
      LiveCall call = calls.find(key);
      return head(key, call)
          .map(head -> settle(head, Verdict.of(head, call, clock.instant()), trace))
          .orElse(Mono.empty())
          .then(prove(key, call, trace));
    });
  }

  private Mono<Void> settle(WaitingInstruction head, Verdict verdict, Context trace) {
    return switch (verdict) {
      case Verdict.Waits _ -> Mono.empty();
      case Verdict.Offered _ -> remove(head, trace);
      case Verdict.Dropped(Outcome outcome, String reason) ->
          record(head, outcome, reason, trace).then(remove(head, trace));
    };
  }

  private Mono<Void> remove(WaitingInstruction head, Context trace) {
    return log.remove(head.key(), trace)
        .doOnSuccess(_ -> calls.change(head.key(), known -> known.without(head)));
  }

  private Mono<Void> prove(CallKey key, LiveCall call, Context trace) {
    String offered = call.offered();
    return offered != null && call.provesItsOffer()
        ? outcomes
            .record(outcome(offered, key, Outcome.DELIVERED, null), trace)
            .doOnSuccess(_ -> {
              calls.change(key, known -> known.proven(offered));
              metrics.became(Outcome.DELIVERED);
            })
        : Mono.empty();
  }

  private Mono<Void> record(
      WaitingInstruction instruction, Outcome outcome, String reason, Context trace) {
    return outcomes
        .record(outcome(instruction.id(), instruction.key(), outcome, reason), trace)
        .doOnSuccess(_ -> metrics.became(outcome));
  }

  /** The same id each time that the same is said of the same instruction. */
  private InstructionOutcome outcome(
      String instruction, CallKey key, Outcome outcome, @Nullable String reason) {
    return new InstructionOutcome(
        instruction + "/" + outcome.wireName(),
        instruction,
        key.integration(),
        key.callId(),
        outcome,
        reason,
        now());
  }

  /** What waits: what was written here last, or else what the topic says. */
  private Optional<WaitingInstruction> head(CallKey key, LiveCall call) {
    return call.put() == null
        ? view.find(key).filter(waiting -> !waiting.id().equals(call.gone()))
        : Optional.of(call.put());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
