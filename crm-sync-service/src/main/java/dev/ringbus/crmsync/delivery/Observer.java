package dev.ringbus.crmsync.delivery;

import dev.ringbus.store.ClaimedDelivery;
import java.time.Instant;
import java.util.List;

/** Who wants to know what a dispatcher does. It is told on the dispatcher's loop: briefly. */
interface Observer {

  /** These are written down. */
  void ended(String crm, List<Ended> ended);

  /** These have been claimed, at that time. */
  void claimed(String crm, List<ClaimedDelivery> claims, Instant at);

  /** The workspace does better, or worse. */
  void changed(String crm, Condition condition);
}
