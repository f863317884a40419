package dev.ringbus.routing;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.Told;
import dev.ringbus.model.CallCommand.Untold;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Plan;
import dev.ringbus.routing.ask.Hearing;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of a question whether it has told the call's own CRM of its event, where that CRM is told
 * event by event and the plan might ask it: whoever reports events to it waits for that. No
 * decision does. If the broker does not take it, the CRM is told once more.
 */
final class Telling implements Hearing {

  private static final Logger log = LoggerFactory.getLogger(Telling.class);

  private static final String EVENT_BY_EVENT = "callevent";

  private final CommandLog commands;
  private final Clock clock;
  private final String crm;
  private final CallEvent event;
  private final AtomicBoolean hasBegun = new AtomicBoolean();

  private Telling(CommandLog commands, Clock clock, String crm, CallEvent event) {
    this.commands = commands;
    this.clock = clock;
    this.crm = crm;
    this.event = event;
  }

  /** Of a question that might tell the CRM; empty if it cannot. */
  static Optional<Telling> of(
      DecisionRequest request,
      Integration integration,
      Configuration configuration,
      CommandLog commands,
      Clock clock) {
    return Optional.ofNullable(integration.crm())
        .flatMap(configuration::crm)
        .filter(crm -> crm.type().equals(EVENT_BY_EVENT))
        .map(Crm::id)
        .filter(crm -> mightAsk(request, integration, configuration, crm))
        .map(crm -> new Telling(commands, clock, crm, request.event()));
  }

  private static boolean mightAsk(
      DecisionRequest request, Integration integration, Configuration configuration, String crm) {
    Optional<Plan> plan = Optional.ofNullable(integration.plan()).flatMap(configuration::plan);
    return switch (request.moment()) {
      case WAITING -> plan.filter(found -> found.asks(crm)).isPresent();
      case MID_CALL -> plan.filter(found -> found.asksDuringCall(crm)).isPresent();
    };
  }

  @Override
  public void begins(String asked) {
    if (asked.equals(crm)) {
      hasBegun.set(true);
    }
  }

  @Override
  public void told(String asked) {
    if (asked.equals(crm)) {
      say(new Told(id("told"), crm, now(), event.key(), event.id()));
    }
  }

  @Override
  public void failed(String asked) {
    if (asked.equals(crm)) {
      untold();
    }
  }

  /** No rule asks any more. */
  void decided() {
    if (!hasBegun.get()) {
      untold();
    }
  }

  private void untold() {
    say(new Untold(id("untold"), crm, now(), event.key(), event.id()));
  }

  private String id(String what) {
    return EventIds.of(what, crm, event.id());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private void say(CallCommand command) {
    commands
        .append(command, Context.root())
        .subscribe(
            _ -> {},
            fault -> log.debug("Nobody hears what {} was told: {}", crm, fault.toString()));
  }
}
