package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What will be offered no more: its time is over, or its call. */
final class Leftovers {

  /** Whether it was offered before the end may be heard after it: by another topic. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final MailboxStore store;
  private final LiveCalls calls;
  private final PollWatch polls;
  private final Offers offers;
  private final Outcomes outcomes;
  private final Expiry expiry;
  private final Clock clock;
  private final Map<CallKey, Instant> ended = new ConcurrentHashMap<>();

  Leftovers(
      MailboxStore store,
      LiveCalls calls,
      PollWatch polls,
      Offers offers,
      Outcomes outcomes,
      Expiry expiry,
      Clock clock) {
    this.store = store;
    this.calls = calls;
    this.polls = polls;
    this.offers = offers;
    this.outcomes = outcomes;
    this.expiry = expiry;
    this.clock = clock;
  }

  /** The calls to be looked at. */
  List<CallKey> calls(Instant now) {
    List<Mailbox> all = store.all();
    ended.keySet().removeIf(key -> store.find(key).isEmpty() || calls.find(key).isPresent());
    return all.stream()
        .filter(mailbox ->
            calls.find(mailbox.key()).isEmpty()
                || mailbox.waiting().stream().anyMatch(one -> expiry.isOver(one, now)))
        .map(Mailbox::key)
        .toList();
  }

  /** In the call's turn. */
  Mono<Void> clear(CallKey key) {
    Instant now = clock.instant();
    if (calls.find(key).isEmpty()) {
      Instant since = ended.computeIfAbsent(key, _ -> now);
      return now.isBefore(since.plus(PATIENCE)) ? Mono.empty() : afterTheEnd(key);
    }
    List<WaitingInstruction> expired =
        store.find(key).waiting().stream().filter(one -> expiry.isOver(one, now)).toList();
    if (expired.isEmpty()) {
      return Mono.empty();
    }
    return polls.isHeld(key)
        ? polls.hold(key, Context.root())
        : Flux.fromIterable(expired)
            .concatMap(this::expire)
            .then(Mono.defer(() -> takeOut(key, expired)));
  }

  private Mono<Void> afterTheEnd(CallKey key) {
    List<WaitingInstruction> all = store.find(key).waiting();
    return Flux.fromIterable(all)
        .filter(waiting -> waiting.offers() == 0)
        .concatMap(
            waiting -> outcomes.say(waiting, Outcome.WITHDRAWN, "the call ended", Context.root()))
        .then(Mono.defer(() -> takeOut(key, all)));
  }

  /** Of what was offered before, it is only not offered again. */
  private Mono<Void> expire(WaitingInstruction waiting) {
    return waiting.offers() > 0
        ? Mono.empty()
        : outcomes
            .say(waiting, Outcome.EXPIRED, Checks.expired(waiting).reason(), Context.root())
            .then(calls.change(waiting.key(), call -> call.settled(waiting.id()), Context.root()));
  }

  private Mono<Void> takeOut(CallKey key, List<WaitingInstruction> gone) {
    return Mono.<Void>fromRunnable(() -> gone.forEach(offers::takenOut))
        .then(store.put(store.find(key).without(gone), Context.root()));
  }
}
