package dev.ringbus.bus.kafka;

import dev.ringbus.bus.OfferLog.Offerer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whose record of each offer came first; of the latest {@link #REMEMBERED} offers. */
final class FirstOffers {

  private static final int REMEMBERED = 100_000;

  private final Map<String, Offerer> offerers = new LinkedHashMap<>();

  synchronized Optional<Offerer> find(String outcomeId) {
    return Optional.ofNullable(offerers.get(outcomeId));
  }

  /** Says whose offer it is, after this record of it. */
  synchronized Offerer read(String outcomeId, Offerer recordedBy) {
    Offerer first = offerers.putIfAbsent(outcomeId, recordedBy);
    if (offerers.size() > REMEMBERED) {
      offerers.remove(offerers.keySet().iterator().next());
    }
    return first == null ? recordedBy : first;
  }
}
