package dev.ringbus.crmsync.originate;

import dev.ringbus.crmsync.originate.OriginateMeters.Result;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.Configuration;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Origination;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Begins calls for CRMs. What is asked of the PBX is remembered before it is asked, and what is
 * remembered is never asked again: a telephone that rings twice is worse than one that does not,
 * and of that one the CRM is told.
 */
final class Originations {

  private static final Logger log = LoggerFactory.getLogger(Originations.class);

  private final Wishes wishes;
  private final CallStore store;
  private final PbxClient pbx;
  private final MissedCalls missed;
  private final OriginateMeters meters;
  private final Duration staleAfter;
  private final Clock clock;

  Originations(
      Wishes wishes,
      CallStore store,
      PbxClient pbx,
      MissedCalls missed,
      OriginateMeters meters,
      Duration staleAfter,
      Clock clock) {
    this.wishes = wishes;
    this.store = store;
    this.pbx = pbx;
    this.missed = missed;
    this.meters = meters;
    this.staleAfter = staleAfter;
    this.clock = clock;
  }

  /**
   * Completes when the request is remembered: the PBX is asked beside what comes next, so that a
   * slow one holds up nobody. Fails with {@link dev.ringbus.store.StoreUnavailable}, and then
   * nothing was done.
   */
  Mono<Void> begin(Originate command, Configuration configuration) {
    return Mono.fromCallable(() -> wishes.of(command, configuration))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(wish ->
            switch (wish) {
              case Wish.Impossible(Origination origination, String reason) ->
                  refuse(origination, reason);
              case Wish.Possible possible when isStale(command) ->
                  refuse(
                      possible.origination(),
                      "asked for more than %d s ago".formatted(staleAfter.toSeconds()));
              case Wish.Possible possible -> remember(possible);
            });
  }

  /** Of a hub that was down, or has a backlog: nobody waits for that call any more. */
  private boolean isStale(Originate command) {
    Instant requestedAt = command.requestedAt().toInstant();
    return clock.instant().isAfter(requestedAt.plus(staleAfter));
  }

  /**
   * Of what was asked before, and comes again late or after a change of the configuration, a call
   * may be on its way: it is left alone.
   */
  private Mono<Void> refuse(Origination origination, String reason) {
    return ifNew(origination, () -> missed.giveUp(origination, reason, Result.IMPOSSIBLE));
  }

  private Mono<Void> remember(Wish.Possible wish) {
    return ifNew(wish.origination(), () -> Mono.fromRunnable(() -> ask(wish)));
  }

  private Mono<Void> ifNew(Origination origination, Supplier<Mono<Void>> first) {
    return store
        .await(origination)
        .flatMap(memory ->
            switch (memory) {
              case NEW -> first.get();
              case KNOWN -> {
                meters.count(Result.REPEATED);
                yield Mono.empty();
              }
            });
  }

  private void ask(Wish.Possible wish) {
    pbx.send(wish.request())
        .flatMap(answer -> note(wish.origination(), answer))
        .subscribe(
            _ -> {},
            fault ->
                // It is among the overdue soon, and is told then.
                log.warn(
                    "What became of {} of {} was not stored: {}",
                    wish.origination().communicationId(),
                    wish.origination().crm(),
                    fault.toString()));
  }

  private Mono<Void> note(Origination origination, PbxAnswer answer) {
    return switch (answer) {
      case PbxAnswer.Taken _ -> {
        meters.count(Result.TAKEN);
        yield Mono.empty();
      }
      case PbxAnswer.Refused(String reason) -> missed.giveUp(origination, reason, Result.REFUSED);
      case PbxAnswer.Unknown(String reason) -> {
        meters.count(Result.UNKNOWN);
        log.info(
            "It is awaited whether a call follows for {} of {}: {}",
            origination.communicationId(),
            origination.crm(),
            reason);
        yield Mono.empty();
      }
    };
  }
}
