package dev.ringbus.poller.loop;

import dev.ringbus.model.Crm;
import java.util.Optional;

/** Connects to the workspaces of the configuration. */
@FunctionalInterface
public interface CallPollers {

  /** One that can be asked; empty if its type is none that is asked about calls. Sends nothing. */
  Optional<CallPoller> open(Crm crm);
}
