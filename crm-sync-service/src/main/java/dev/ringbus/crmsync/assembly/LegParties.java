package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Direction;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who talks with whom on a leg, and from which of the two it came. */
final class LegParties {

  private final CallParties call;

  LegParties(CallParties call) {
    this.call = call;
  }

  Leg leg(LegDraft draft, @Nullable CallEnd end) {
    List<LegChange> changes =
        end == null || end.isInferred()
            ? draft.changes()
            : draft.changes().stream()
                .map(change -> new LegChange(change.progress(), end.orBefore(change.at())))
                .toList();
    return new Leg(draft.id(), from(draft), to(draft), changes, draft.outcome(), draft.endedBy());
  }

  private Party from(LegDraft draft) {
    LegDraft asking = draft.consulting();
    if (asking != null) {
      return Party.employee(asking.employee());
    }
    return switch (call.direction()) {
      case INTERNAL -> Party.employee(call.initiator());
      case OUTBOUND ->
          draft.name().equals(Leg.CALLER) ? Party.employee(draft.employee()) : client();
      case INBOUND -> client();
      case null -> client();
    };
  }

  private Party to(LegDraft draft) {
    boolean isOfCaller = call.direction() == Direction.OUTBOUND && draft.name().equals(Leg.CALLER);
    return isOfCaller ? client() : Party.employee(draft.employee());
  }

  private Party client() {
    return Party.client(call.client());
  }
}
