package dev.ringbus.poller.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.LiveCall.OfferedInstruction;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What PBXs were told: it leaves the mailbox, and waits in the live call for an event that proves
 * it. All of it is done in the call's turn.
 */
final class Offers {

  private static final String ENDED_UNPROVEN =
      "the call has ended, and nothing showed that its PBX followed this";

  /** An offer that crosses what takes it back is reported within seconds. */
  private static final Duration CROSSING = Duration.ofMinutes(10);

  private static final int REMEMBERED = 50_000;

  private final MailboxStore store;
  private final LiveCalls calls;
  private final PollingPbxs pbxs;
  private final Outcomes outcomes;
  private final RecentEvents recent = new RecentEvents();
  private final Cache<String, WaitingInstruction> takenOut =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(CROSSING).build();

  Offers(MailboxStore store, LiveCalls calls, PollingPbxs pbxs, Outcomes outcomes) {
    this.store = store;
    this.calls = calls;
    this.pbxs = pbxs;
    this.outcomes = outcomes;
  }

  /** It was taken back or has expired, unless its PBX has it already. */
  void takenOut(WaitingInstruction instruction) {
    takenOut.put(instruction.id(), instruction);
  }

  /** Ingress has written it into an answer. */
  Mono<Void> offered(InstructionOutcome report, Context trace) {
    return Mono.defer(() -> {
      CallKey key = report.key();
      int offers = OfferReport.count(report);
      return store
          .find(key)
          .find(report.instruction())
          .filter(waiting -> waiting.offers() < offers)
          .or(() -> crossed(report, offers))
          .map(waiting ->
              offered(new OfferedInstruction(bare(waiting), report.at(), offers), trace)
                  .then(Mono.defer(() -> prove(key, trace)))
                  .doOnSuccess(_ -> takenOut.invalidate(waiting.id())))
          .orElse(Mono.empty());
    });
  }

  private Optional<WaitingInstruction> crossed(InstructionOutcome report, int offers) {
    return offers == 0
        ? Optional.empty()
        : Optional.ofNullable(takenOut.getIfPresent(report.instruction()));
  }

  private static WaitingInstruction bare(WaitingInstruction waiting) {
    return waiting.before(List.of());
  }

  /** In this order: what is in both after a failure is taken out of the mailbox again. */
  private Mono<Void> offered(OfferedInstruction offer, Context trace) {
    CallKey key = offer.instruction().key();
    Mono<Void> out =
        Mono.defer(() -> store.put(store.find(key).without(List.of(offer.instruction())), trace));
    if (calls.find(key).isPresent()) {
      return calls.change(key, call -> with(call, offer), trace).then(out);
    }
    // Its call has ended, unless the partition has just been lost.
    return store.isOurs(key) ? afterTheEnd(offer, trace).then(out) : Mono.empty();
  }

  private static LiveCall with(LiveCall call, OfferedInstruction offer) {
    String id = offer.instruction().id();
    Stream<OfferedInstruction> others =
        call.offered().stream().filter(other -> !other.instruction().id().equals(id));
    return call.offered(Stream.concat(others, Stream.of(offer)).toList());
  }

  private Mono<Void> afterTheEnd(OfferedInstruction offer, Context trace) {
    WaitingInstruction told = offer.instruction();
    return recent.of(told.key()).stream().anyMatch(event -> proves(event, offer))
        ? outcomes.say(told, Outcome.DELIVERED, null, trace)
        : outcomes.note(told, Outcome.OFFERED, Outcomes.UNPROVEN, ENDED_UNPROVEN, trace);
  }

  /** Something happened; before the call itself is changed by that. */
  Mono<Void> happened(CallEvent event, Context trace) {
    return Mono.defer(() -> {
      CallKey key = event.key();
      if (!store.find(key).isEmpty()) {
        recent.add(event);
      }
      Mono<Void> proven = prove(key, List.of(event), trace);
      return event.type() == CallEventType.CALL_ENDED
          ? proven.then(Mono.defer(() -> unproven(key, trace)))
          : proven;
    });
  }

  private Mono<Void> prove(CallKey key, Context trace) {
    return prove(key, recent.of(key), trace);
  }

  private Mono<Void> prove(CallKey key, List<CallEvent> events, Context trace) {
    return Flux.fromIterable(offeredIn(key))
        .filter(offer -> events.stream().anyMatch(event -> proves(event, offer)))
        .concatMap(offer -> delivered(offer.instruction(), trace))
        .then();
  }

  private List<OfferedInstruction> offeredIn(CallKey key) {
    return calls.find(key).map(LiveCall::offered).orElse(List.of());
  }

  private boolean proves(CallEvent event, OfferedInstruction offer) {
    return RecentEvents.isAfter(event, offer.offeredAt())
        && pbxs.proves(offer.instruction().instruction(), event);
  }

  /** Also when it waits to be offered again. */
  private Mono<Void> delivered(WaitingInstruction told, Context trace) {
    CallKey key = told.key();
    return outcomes
        .say(told, Outcome.DELIVERED, null, trace)
        .then(Mono.defer(() -> store.put(store.find(key).without(List.of(told)), trace)))
        .then(calls.change(key, call -> call.settled(told.id()), trace));
  }

  private Mono<Void> unproven(CallKey key, Context trace) {
    return Flux.fromIterable(offeredIn(key))
        .concatMap(offer ->
            outcomes.note(
                offer.instruction(), Outcome.OFFERED, Outcomes.UNPROVEN, ENDED_UNPROVEN, trace))
        .then();
  }

  /** What has waited for its proof for so many polls, and may be offered a second time. */
  Mono<Void> offerAgain(OfferedInstruction offer, OffsetDateTime now, Context trace) {
    return Mono.defer(() -> {
      WaitingInstruction told = offer.instruction();
      CallKey key = told.key();
      boolean stillUnproven = offeredIn(key).contains(offer);
      Mailbox mailbox = store.find(key);
      if (!stillUnproven
          || mailbox.find(told.id()).isPresent()
          || !now.isBefore(told.expiresAt())) {
        return Mono.empty();
      }
      return store
          .put(mailbox.withFirst(told.offeredTimes(offer.offers())), trace)
          .then(
              outcomes.note(
                  told,
                  Outcome.OFFERED,
                  "offered-again",
                  "nothing has shown yet that its PBX followed this: it waits to be offered again",
                  trace));
    });
  }

  /** It was taken back too late, and so is worth no second offer from then on. */
  Mono<Void> offerNoMore(WaitingInstruction told, OffsetDateTime since, Context trace) {
    return calls.change(
        told.key(),
        call ->
            call.offered(
                call.offered().stream()
                    .map(offer ->
                        offer.instruction().id().equals(told.id()) ? until(since, offer) : offer)
                    .toList()),
        trace);
  }

  private static OfferedInstruction until(OffsetDateTime time, OfferedInstruction offer) {
    WaitingInstruction told = offer.instruction();
    return told.expiresAt().isBefore(time)
        ? offer
        : new OfferedInstruction(told.expiringAt(time), offer.offeredAt(), offer.offers());
  }
}
