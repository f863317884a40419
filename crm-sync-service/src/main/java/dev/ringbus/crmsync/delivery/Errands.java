package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is claimed for one workspace: ready to begin, or under way. Used on one loop alone. */
final class Errands {

  private final Deque<Errand> ready = new ArrayDeque<>();
  private final Map<Long, Errand> underWay = new LinkedHashMap<>();
  private int bringing;

  /** Takes over a claim. */
  void claimed(ClaimedDelivery claimed, Instant leaseEnds) {
    Errand known = underWay.get(claimed.id());
    if (known != null) {
      // Its lease ran out, and it has not ended: whatever comes of it is this claim's result.
      known.heldBy(claimed, leaseEnds);
      return;
    }
    Errand errand = new Errand(claimed, leaseEnds);
    switch (claimed.planned().lane()) {
      case CALL -> ready.addLast(errand);
      // Neither waits for a place.
      case FILES, HUB -> ready.addFirst(errand);
    }
  }

  int ready() {
    return ready.size();
  }

  /** The first that is ready; it stays so until it is {@link #done}. */
  @Nullable Errand first() {
    return ready.peekFirst();
  }

  /** The first that was ready is done with, or under way. */
  void done() {
    ready.removeFirst();
  }

  void begun(Errand errand) {
    underWay.put(errand.claimed().id(), errand);
    bringing += isRecording(errand) ? 1 : 0;
  }

  /** Whether it was under way until now. */
  boolean ended(Errand errand) {
    boolean wasUnderWay = underWay.remove(errand.claimed().id(), errand);
    bringing -= wasUnderWay && isRecording(errand) ? 1 : 0;
    return wasUnderWay;
  }

  private static boolean isRecording(Errand errand) {
    return errand.claimed().planned().lane() == Lane.FILES;
  }

  boolean areNone() {
    return ready.isEmpty() && underWay.isEmpty();
  }

  Collection<Errand> underWay() {
    return List.copyOf(underWay.values());
  }

  /** How many recordings are on their way. */
  int bringing() {
    return bringing;
  }

  /** The claims of recordings that are on their way. */
  List<ClaimedDelivery> recordings() {
    return underWay.values().stream().filter(Errands::isRecording).map(Errand::claimed).toList();
  }

  boolean areOver(CrmConnection connection) {
    return underWay.values().stream().anyMatch(errand -> errand.isOver(connection));
  }
}
