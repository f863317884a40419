package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmGateway;
import dev.ringbus.model.Crm;
import java.util.Optional;

/** Makes gateways to the workspaces of the configuration. */
@FunctionalInterface
public interface Gateways {

  /**
   * The gateway to a workspace; empty if its type is not one that is told about calls.
   *
   * @throws IllegalArgumentException saying what is wrong with the workspace's settings or secrets
   */
  Optional<Opened> open(Crm crm);

  /**
   * A workspace that can be told.
   *
   * @param concurrency the most operations at once, uploads aside
   */
  record Opened(CrmGateway gateway, int concurrency, Askable askable) {}

  /** Whether a workspace can be asked what became of a lost answer. */
  enum Askable {
    YES,
    /** It is set not to be: a person looks. */
    NO
  }
}
