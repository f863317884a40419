package dev.ringbus.crm;

import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretSource;
import java.time.Clock;

/** A CRM's entry: what to register so that workspaces of its type can be told of calls. */
public interface CrmProvider {

  /** The type of CRM resources that it is for. */
  String type();

  /**
   * Prepares to talk to a workspace; nothing is sent yet.
   *
   * @param secrets asked each time that a secret is needed
   * @throws InvalidCrm if the resource has settings that this CRM does not take
   */
  CrmConnection connect(Crm crm, SecretSource secrets, Clock clock);
}
