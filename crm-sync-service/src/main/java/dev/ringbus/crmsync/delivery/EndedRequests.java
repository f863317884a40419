package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Tells the others that a CRM is told nothing more of a call, so that the poller asks it no more
 * either. Without the broker they are not told: then the CRM is asked about the call until its end.
 */
final class EndedRequests {

  private static final Logger log = LoggerFactory.getLogger(EndedRequests.class);

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final CommandLog commands;
  private final Clock clock;

  EndedRequests(CommandLog commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** Tells them, if it can; never fails. */
  Mono<Void> tell(ClaimedDelivery claimed, String reason) {
    CallKey call = claimed.callKey();
    EndRequests command =
        new EndRequests(
            EventIds.of("end-requests", claimed.crm(), call.toString()),
            claimed.crm(),
            clock.instant().atOffset(ZoneOffset.UTC),
            call,
            reason);
    return commands
        .append(command, Context.root())
        .timeout(WITHIN)
        .onErrorResume(fault -> {
          log.warn(
              "{} is told nothing more of {}, but may be asked about it: {}",
              claimed.crm(),
              call,
              fault.toString());
          return Mono.empty();
        });
  }
}
