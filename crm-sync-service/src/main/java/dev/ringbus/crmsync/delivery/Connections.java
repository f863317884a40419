package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.model.Crm;
import java.util.Optional;

/** Connects to the workspaces of the configuration. */
@FunctionalInterface
interface Connections {

  /**
   * A workspace that can be told; empty if its type is none that is told about calls.
   *
   * @throws dev.ringbus.crm.InvalidCrm saying what is wrong with its settings
   */
  Optional<CrmConnection> open(Crm crm);
}
