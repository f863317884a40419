package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.BeginRequests;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells the other services what they must know of a call and its CRM: the poller asks about it no
 * sooner than it has begun, and no longer than until it is ended.
 */
final class Announcements {

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final CommandLog commands;
  private final Scheduler timer;
  private final Clock clock;

  Announcements(CommandLog commands, Scheduler timer, Clock clock) {
    this.commands = commands;
    this.timer = timer;
    this.clock = clock;
  }

  /** Tells them; a broker that does not take it in time is a result as well. */
  Mono<Result> tell(ClaimedDelivery claimed, Announcement announcement) {
    return commands
        .append(command(claimed, announcement), Context.root())
        .timeout(WITHIN, timer)
        .<Result>thenReturn(new Result.Announced(announcement))
        .onErrorResume(fault -> Mono.just(new Result.NotAnnounced(String.valueOf(fault))));
  }

  private CallCommand command(ClaimedDelivery claimed, Announcement announcement) {
    String crm = claimed.crm();
    CallKey call = claimed.callKey();
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return switch (announcement) {
      case Announcement.Begin() ->
          new BeginRequests(
              EventIds.of(claimed.planned().name(), crm, call.toString()), crm, now, call);
      case Announcement.End(String reason) ->
          new EndRequests(
              EventIds.of("end-requests", crm, call.toString()), crm, now, call, reason);
    };
  }
}
