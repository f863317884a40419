package dev.ringbus.store;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a call at the moment when new events come.
 *
 * @param events all that ever came, the new ones too, each once, in the order in which they were
 *     received
 * @param before the call as it was; absent at its first event
 * @param planned the deliveries that were ever planned, whatever became of them, as {@link
 *     PlannedDelivery#key}
 * @param awaited calls of this integration that CRMs asked for and that have not been followed by
 *     one, the oldest first
 */
public record CallHistory(
    CallKey key,
    List<CallEvent> events,
    @Nullable Call before,
    Set<String> planned,
    List<Origination> awaited) {

  public CallHistory {
    events = List.copyOf(events);
    planned = Set.copyOf(planned);
    awaited = List.copyOf(awaited);
  }
}
