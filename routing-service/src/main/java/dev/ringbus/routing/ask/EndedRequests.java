package dev.ringbus.routing.ask;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.crm.CrmFailure.EndsRequests;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallKey;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other services that a CRM has answered so that it is sent nothing more about a call. No
 * decision waits for that, and if the broker does not take it the CRM tells them itself, by its
 * answer to whatever comes next.
 */
final class EndedRequests {

  private static final Logger log = LoggerFactory.getLogger(EndedRequests.class);

  private final CommandLog commands;
  private final Clock clock;

  EndedRequests(CommandLog commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** Says nothing of a CRM that did not answer: a plan may wait for it for less than MTS would. */
  void tell(String crm, CallKey call, EndsRequests failure) {
    if (failure.getCause() != null) {
      return;
    }
    EndRequests command =
        new EndRequests(
            EventIds.of("end-requests", crm, call.toString()),
            crm,
            clock.instant().atOffset(ZoneOffset.UTC),
            call,
            failure.getMessage());
    commands
        .append(command, Context.root())
        .subscribe(
            _ -> {}, fault -> log.debug("Nobody hears that {} wants no more: {}", crm, fault));
  }
}
