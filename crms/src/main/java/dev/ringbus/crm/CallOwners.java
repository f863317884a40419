package dev.ringbus.crm;

import dev.ringbus.model.PhoneNumber;
import java.util.List;
import reactor.core.publisher.Mono;

/** Who in a CRM is responsible for a client, as numbers that a PBX can call. */
public interface CallOwners {

  /**
   * The internal numbers of whom the CRM names for this client, in its order; empty if it knows
   * nobody or nobody of them has a number. Fails only with a {@link CrmFailure}.
   */
  Mono<List<PhoneNumber>> of(PhoneNumber client);
}
