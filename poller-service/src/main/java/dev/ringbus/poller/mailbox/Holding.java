package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Mailboxes of calls whose PBX has stopped polling: nothing in them expires until it polls again,
 * and then each thing has as much time left as it had. All of it is done in the call's turn.
 */
final class Holding {

  private final MailboxStore store;
  private final LiveCalls calls;
  private final Outcomes outcomes;

  Holding(MailboxStore store, LiveCalls calls, Outcomes outcomes) {
    this.store = store;
    this.calls = calls;
    this.outcomes = outcomes;
  }

  /** Only where something waits: the others need not be written down. */
  Mono<Void> hold(CallKey key, OffsetDateTime since, Context trace) {
    return Mono.defer(() -> {
      Mailbox mailbox = store.find(key);
      if (mailbox.isEmpty() || calls.find(key).isEmpty()) {
        return Mono.empty();
      }
      Mono<Void> written =
          calls.change(
              key, call -> call.pollsStopped() == null ? call.pollsStopped(since) : call, trace);
      return written.then(Mono.defer(() -> say(mailbox, trace)));
    });
  }

  private Mono<Void> say(Mailbox mailbox, Context trace) {
    return Flux.fromStream(calls.find(mailbox.key()).map(LiveCall::pollsStopped).stream())
        .concatMap(since ->
            Flux.fromIterable(mailbox.waiting())
                .concatMap(waiting ->
                    outcomes.note(
                        waiting,
                        waiting.offers() == 0 ? Outcome.ACCEPTED : Outcome.OFFERED,
                        "held-" + since.toInstant().toEpochMilli(),
                        "it is held, since its PBX has not polled since " + since,
                        trace)))
        .then();
  }

  /** It polls again. */
  Mono<Void> release(CallKey key, OffsetDateTime now, Context trace) {
    return Mono.defer(() -> {
      Optional<OffsetDateTime> since = calls.find(key).map(LiveCall::pollsStopped);
      if (since.isEmpty()) {
        return Mono.empty();
      }
      Mailbox later =
          new Mailbox(
              key,
              store.find(key).waiting().stream()
                  .map(waiting -> later(waiting, since.get(), now))
                  .toList());
      return store
          .put(later, trace)
          .then(calls.change(key, call -> call.pollsStopped(null), trace))
          .thenMany(Flux.fromIterable(later.waiting()))
          .concatMap(waiting ->
              outcomes.note(
                  waiting,
                  waiting.offers() == 0 ? Outcome.ACCEPTED : Outcome.OFFERED,
                  "released-" + since.get().toInstant().toEpochMilli(),
                  "its PBX polls again",
                  trace))
          .then();
    });
  }

  private static WaitingInstruction later(
      WaitingInstruction waiting, OffsetDateTime since, OffsetDateTime now) {
    OffsetDateTime from = waiting.requestedAt().isAfter(since) ? waiting.requestedAt() : since;
    Duration held = Duration.between(from, now);
    return held.isNegative() ? waiting : waiting.expiringAt(waiting.expiresAt().plus(held));
  }
}
