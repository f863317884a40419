package dev.ringbus.crmsync.originate;

import dev.ringbus.crmsync.originate.OriginateMeters.Result;
import dev.ringbus.crmsync.work.Doorbell;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Origination;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells CRMs of calls that they asked for and that did not come to be. */
final class MissedCalls {

  private static final Logger log = LoggerFactory.getLogger(MissedCalls.class);

  private static final int AT_ONCE = 100;

  private final CallStore store;
  private final Doorbell doorbell;
  private final OriginateMeters meters;
  private final Duration followWithin;
  private final Clock clock;

  MissedCalls(
      CallStore store,
      Doorbell doorbell,
      OriginateMeters meters,
      Duration followWithin,
      Clock clock) {
    this.store = store;
    this.doorbell = doorbell;
    this.meters = meters;
    this.followWithin = followWithin;
    this.clock = clock;
  }

  /** Gives up on one; nothing happens if a call has followed, or it was given up before. */
  Mono<Void> giveUp(Origination origination, String reason, Result result) {
    return store
        .giveUp(
            origination,
            new Payload.CallFailed(reason).plan(origination.crm(), clock.instant(), null))
        .doOnSuccess(_ -> {
          meters.count(result);
          log.info(
              "No call for {} of {}: {}", origination.communicationId(), origination.crm(), reason);
          doorbell.ring(origination.crm());
        });
  }

  /** Gives up on all that no call has followed in time. */
  Mono<Void> giveUpOverdue() {
    return store
        .overdue(clock.instant().minus(followWithin), AT_ONCE)
        .flatMapMany(Flux::fromIterable)
        .concatMap(origination ->
            giveUp(
                origination,
                "no call followed within " + followWithin.toSeconds() + " s",
                Result.NOT_FOLLOWED))
        .then();
  }
}
