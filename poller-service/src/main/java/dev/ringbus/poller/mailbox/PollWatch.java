package dev.ringbus.poller.mailbox;

import dev.ringbus.dialect.Polling;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.LiveCall.OfferedInstruction;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What polls mean to mailboxes: that they come, that they stop, and how many brought no proof. */
final class PollWatch {

  private final LiveCalls calls;
  private final PollingPbxs pbxs;
  private final Offers offers;
  private final Holding holding;
  private final MailboxMetrics metrics;
  private final Clock clock;
  private final Polls polls = new Polls();

  PollWatch(
      LiveCalls calls,
      PollingPbxs pbxs,
      Offers offers,
      Holding holding,
      MailboxMetrics metrics,
      Clock clock) {
    this.calls = calls;
    this.pbxs = pbxs;
    this.offers = offers;
    this.holding = holding;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Remembers the poll; whether there is anything to be done about it. */
  boolean isNews(CallKey key, OffsetDateTime at) {
    Optional<LiveCall> live = calls.find(key);
    Optional<Duration> every = live.flatMap(this::interval);
    if (every.isEmpty()) {
      return false;
    }
    Polls.News news = polls.polled(key, at, every.get(), clock.instant());
    if (news == Polls.News.RESUMED) {
      metrics.resumed();
    }
    return live.get().pollsStopped() != null
        || (news != Polls.News.NONE && !live.get().offered().isEmpty());
  }

  private Optional<Duration> interval(LiveCall call) {
    return pbxs.polling(call.platform()).map(Polling::every);
  }

  /** In the call's turn. */
  Mono<Void> polled(CallKey key, OffsetDateTime at, Context trace) {
    return holding
        .release(key, now(), trace)
        .thenMany(Flux.defer(() -> Flux.fromStream(calls.find(key).stream())))
        .concatMap(call ->
            Flux.fromIterable(call.offered())
                .filter(offer -> isDueAgain(call, offer, at))
                .concatMap(offer -> offers.offerAgain(offer, now(), trace)))
        .then();
  }

  private boolean isDueAgain(LiveCall call, OfferedInstruction offer, OffsetDateTime at) {
    if (offer.offers() > 1) {
      return false;
    }
    Integer own = offer.instruction().offerAgainAfter();
    Optional<Integer> after = own == null ? pbxs.offerAgainAfter(call.key()) : Optional.of(own);
    return after.isPresent()
        && interval(call)
            .filter(every -> polls.sinceOffer(offer, at, every) >= after.get())
            .isPresent();
  }

  /** Calls whose polls have stopped since this was asked last. */
  List<CallKey> stopped(Instant now) {
    List<CallKey> found = polls.stopped(now);
    found.forEach(_ -> metrics.stopped());
    return found;
  }

  /** Whether nothing may expire for the call, since its polls have stopped. */
  boolean isHeld(CallKey key) {
    return stoppedSince(key).isPresent();
  }

  private Optional<OffsetDateTime> stoppedSince(CallKey key) {
    return polls.stoppedSince(key).or(() -> calls.find(key).map(LiveCall::pollsStopped));
  }

  /** Writes that down, if it is so. In the call's turn. */
  Mono<Void> hold(CallKey key, Context trace) {
    return stoppedSince(key).map(since -> holding.hold(key, since, trace)).orElse(Mono.empty());
  }

  long countStopped() {
    return polls.countStopped();
  }

  void forget(CallKey key) {
    polls.forget(key);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
