package dev.ringbus.poller.live;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Platform;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether anybody will want to do something to a call: its PBX asks what to do with it, or its CRM
 * was made for MTS and is asked instead.
 */
public final class SteeredCalls implements Predicate<CallEvent> {

  private static final String ASKED_CRM = "callevent";

  private final ConfigurationView configuration;
  private final Predicate<Platform> polls;

  public SteeredCalls(ConfigurationView configuration, Predicate<Platform> polls) {
    this.configuration = configuration;
    this.polls = polls;
  }

  @Override
  public boolean test(CallEvent event) {
    return polls.test(event.platform()) || isAsked(event, configuration.current());
  }

  private static boolean isAsked(CallEvent event, Configuration current) {
    return current
        .integration(event.integration())
        .flatMap(integration -> Optional.ofNullable(integration.crm()))
        .flatMap(current::crm)
        .filter(crm -> crm.type().equals(ASKED_CRM))
        .isPresent();
  }
}
