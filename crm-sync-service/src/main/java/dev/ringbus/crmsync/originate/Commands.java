package dev.ringbus.crmsync.originate;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.Feed;
import dev.ringbus.crm.callevent.http.CallEventClient;
import dev.ringbus.crmsync.work.Doorbell;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does what CRMs want done: calls that they ask for, and all that they lack sent again. */
final class Commands {

  private static final Logger log = LoggerFactory.getLogger(Commands.class);

  private static final String GROUP = "ringbus-crm-sync-commands";

  private final Feed<CallCommand> feed;
  private final ConfigurationView configuration;
  private final Originations originations;
  private final Outbox outbox;
  private final Doorbell doorbell;
  private final Clock clock;

  Commands(
      Feed<CallCommand> feed,
      ConfigurationView configuration,
      Originations originations,
      Outbox outbox,
      Doorbell doorbell,
      Clock clock) {
    this.feed = feed;
    this.configuration = configuration;
    this.originations = originations;
    this.outbox = outbox;
    this.doorbell = doorbell;
    this.clock = clock;
  }

  /** Begins, once it is known what is configured. */
  Mono<Void> follow() {
    return configuration
        .changes()
        .filter(_ -> configuration.isReady())
        .next()
        .doOnNext(_ -> feed.follow(GROUP, this::take))
        .then();
  }

  private Mono<Void> take(List<CallCommand> commands) {
    return Flux.fromIterable(commands).concatMap(this::executeOrLeaveOut).then();
  }

  /** One command that cannot be executed, by a fault of ours, holds up no other. */
  private Mono<Void> executeOrLeaveOut(CallCommand command) {
    return Mono.defer(() -> execute(command))
        .onErrorResume(
            fault -> !(fault instanceof StoreUnavailable),
            fault -> {
              log.error("Command {} for {} is left out", command.id(), command.key(), fault);
              return Mono.empty();
            });
  }

  private Mono<Void> execute(CallCommand command) {
    return switch (command) {
      case CallCommand.Originate originate ->
          originations.begin(originate, configuration.current());
      case CallCommand.Synchronize(_, String crm, _) -> synchronize(crm);
      // The mailbox of the poller takes it.
      case CallCommand.HangUp _, CallCommand.Instruct _, CallCommand.Withdraw _ -> Mono.empty();
      case CallCommand.Told told -> told(told);
      case CallCommand.Untold(_, String crm, _, CallKey call, String event) ->
          outbox
              .makeDue(call, crm, Payload.TellEvent.name(event), clock.instant())
              .doOnSuccess(_ -> doorbell.ring(crm));
      // Said by the delivery itself, to the poller.
      case CallCommand.BeginRequests _ -> Mono.empty();
      case CallCommand.EndRequests(_, String crm, _, CallKey call, String reason) ->
          outbox.cutOff(
              call, Payload.EndRequests.of(crm, clock.instant(), reason), clock.instant(), reason);
    };
  }

  /** An integration that is gone has nothing that waits. */
  private Mono<Void> told(CallCommand.Told told) {
    Instant now = clock.instant();
    return configuration
        .current()
        .integration(told.call().integration())
        .map(integration ->
            outbox.told(
                told.call(),
                Payload.TellEvent.told(told.crm(), told.event(), now),
                now,
                CallEventClient.idOf(told.call(), integration.platform()),
                "routing told it, and asked what is to be done"))
        .orElseGet(Mono::empty)
        .doOnSuccess(_ -> doorbell.ring(told.crm()));
  }

  private Mono<Void> synchronize(String crm) {
    return outbox
        .resume(crm, clock.instant())
        .doOnNext(count -> {
          log.debug("{} asked for what it lacks: {} deliveries are due", crm, count);
          doorbell.ring(crm);
        })
        .then();
  }

  /** Whether commands are heard. */
  boolean isReady() {
    return feed.isReady();
  }
}
