package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How instructions come into a mailbox, or not, and how they are taken back. */
final class Admission {

  /** How much later a call can be heard of than an instruction for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final MailboxStore store;
  private final LiveCalls calls;
  private final Checks checks;
  private final Offers offers;
  private final PollWatch polls;
  private final Outcomes outcomes;
  private final Clock clock;
  private final Parked parked = new Parked();

  Admission(
      MailboxStore store,
      LiveCalls calls,
      Checks checks,
      Offers offers,
      PollWatch polls,
      Outcomes outcomes,
      Clock clock) {
    this.store = store;
    this.calls = calls;
    this.checks = checks;
    this.offers = offers;
    this.polls = polls;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /** Completes when the instruction is in its mailbox, refused, or parked. */
  Mono<Void> admit(WaitingInstruction instruction, Context trace) {
    CallKey key = instruction.key();
    if (store.find(key).find(instruction.id()).isPresent()) {
      return outcomes.say(instruction, Outcome.ACCEPTED, null, trace);
    }
    if (!store.isOurs(key) || isKnown(instruction)) {
      return Mono.empty();
    }
    if (!parked.isEmpty(key)) {
      park(instruction, trace);
      return admitParked(key);
    }
    return switch (checks.find(instruction)) {
      case Checks.Finding.Fits(LiveCall _) -> put(instruction, trace);
      case Checks.Finding.Refused refused -> refuse(instruction, refused, trace);
      case Checks.Finding.TooEarly(String reason) when parked.isFull() ->
          refuse(instruction, new Checks.Finding.Refused(Outcome.REJECTED, reason), trace);
      case Checks.Finding.TooEarly _ -> Mono.fromRunnable(() -> park(instruction, trace));
    };
  }

  private void park(WaitingInstruction instruction, Context trace) {
    parked.add(instruction, trace, clock.instant().plus(PATIENCE));
  }

  private boolean isKnown(WaitingInstruction instruction) {
    CallKey key = instruction.key();
    String id = instruction.id();
    Optional<LiveCall> call = calls.find(key);
    return parked.find(key, id).isPresent()
        || outcomes.isOver(id)
        || call.stream()
            .anyMatch(live ->
                live.settled().contains(id)
                    || live.offered().stream()
                        .anyMatch(offer -> offer.instruction().id().equals(id)));
  }

  private Mono<Void> put(WaitingInstruction instruction, Context trace) {
    Mailbox mailbox = store.find(instruction.key());
    return mailbox.isFull()
        ? refuse(
            instruction,
            new Checks.Finding.Refused(
                Outcome.REJECTED, Mailbox.MOST + " instructions wait for this call already"),
            trace)
        // Said first, so that it stands before the word of ingress that it was offered.
        : outcomes
            .say(instruction, Outcome.ACCEPTED, null, trace)
            .then(store.put(mailbox.with(instruction), trace))
            .then(Mono.defer(() -> polls.hold(instruction.key(), trace)));
  }

  private Mono<Void> refuse(
      WaitingInstruction instruction, Checks.Finding.Refused refused, Context trace) {
    return outcomes.say(instruction, refused.outcome(), refused.reason(), trace);
  }

  /** Looks at what is parked again: something was heard of the call, or time has passed. */
  Mono<Void> admitParked(CallKey key) {
    Instant now = clock.instant();
    return Flux.fromIterable(parked.of(key))
        .concatMap(arrival -> admit(arrival, now))
        .takeUntil(state -> state == State.WAITS)
        .then();
  }

  private enum State {
    DECIDED,
    WAITS
  }

  private Mono<State> admit(Parked.Arrival arrival, Instant now) {
    WaitingInstruction instruction = arrival.instruction();
    Context trace = arrival.trace();
    if (!store.isOurs(instruction.key())) {
      parked.giveUp(instruction.key());
      return Mono.just(State.WAITS);
    }
    return switch (checks.find(instruction)) {
      case Checks.Finding.Fits(LiveCall _) -> decided(arrival, put(instruction, trace));
      case Checks.Finding.Refused refused -> decided(arrival, refuse(instruction, refused, trace));
      case Checks.Finding.TooEarly(String reason) when !now.isBefore(arrival.until()) ->
          decided(
              arrival,
              refuse(instruction, new Checks.Finding.Refused(Outcome.REJECTED, reason), trace));
      case Checks.Finding.TooEarly _ -> Mono.just(State.WAITS);
    };
  }

  private Mono<State> decided(Parked.Arrival arrival, Mono<Void> work) {
    return work.then(
        Mono.fromCallable(() -> {
          parked.remove(arrival);
          return State.DECIDED;
        }));
  }

  /** Completes when it is decided about one that is parked. */
  Optional<Mono<Void>> undecided(CallKey key, String instruction) {
    return parked.find(key, instruction).map(Parked.Arrival::decided);
  }

  List<CallKey> parkedCalls() {
    return parked.all();
  }

  /**
   * Gives up what is parked for calls that are others' now, undecided: it comes to whoever has them
   * as it came here.
   */
  void leave() {
    parked.all().stream().filter(key -> !store.isOurs(key)).forEach(parked::giveUp);
  }

  /** What was offered can be taken back no more; but it is not offered a second time. */
  Mono<Void> withdraw(CallCommand.Withdraw command, Context trace) {
    CallKey key = command.call();
    Optional<Parked.Arrival> early = parked.find(key, command.instruction());
    if (early.isPresent()) {
      return decided(early.get(), withdrawn(early.get().instruction(), trace)).then();
    }
    Optional<WaitingInstruction> waiting = store.find(key).find(command.instruction());
    Mono<Void> tooLate =
        Flux.fromStream(offered(key, command.instruction()).stream())
            .concatMap(told ->
                outcomes
                    .note(
                        told,
                        Outcome.OFFERED,
                        "not-withdrawn",
                        "its PBX had been told when it was to be taken back",
                        trace)
                    .then(offers.offerNoMore(told, command.requestedAt(), trace)))
            .then();
    return waiting
        .map(found -> {
          Mono<Void> out = store.put(store.find(key).without(List.of(found)), trace);
          return found.offers() > 0
              ? out.then(tooLate)
              : withdrawn(found, trace)
                  .then(calls.change(key, call -> call.settled(found.id()), trace))
                  .then(Mono.fromRunnable(() -> offers.takenOut(found)))
                  .then(out);
        })
        .orElse(tooLate);
  }

  private Optional<WaitingInstruction> offered(CallKey key, String instruction) {
    return calls.find(key).stream()
        .flatMap(call -> call.offered().stream())
        .map(LiveCall.OfferedInstruction::instruction)
        .filter(told -> told.id().equals(instruction))
        .findFirst();
  }

  private Mono<Void> withdrawn(WaitingInstruction instruction, Context trace) {
    return outcomes.say(instruction, Outcome.WITHDRAWN, "it was taken back", trace);
  }
}
