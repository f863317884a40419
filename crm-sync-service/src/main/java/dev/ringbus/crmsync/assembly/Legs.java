package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.Leg;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one call, as its events go by in order.
 *
 * <p>The client talks with one employee at a time. An employee who begins to ring while another
 * talks is passed the client, if the PBX says that an operator passes the call on; otherwise the
 * one who talks asks the other for advice: the client's leg pauses while the two talk, and goes on
 * when they have done. If the one who asked hangs up, the client is left with the other.
 */
final class Legs {

  /** The name of an employee whose number is not known. */
  private static final String UNNAMED = "unnamed";

  private final CallKey key;
  private final CallParties parties;
  private final @Nullable CallEnd end;
  private final boolean startsRinging;
  private final List<LegDraft> drafts = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * @param startsRinging whether the start of an outgoing call is all that its PBX says of its
   *     ringing
   */
  Legs(CallKey key, CallParties parties, @Nullable CallEnd end, boolean startsRinging) {
    this.key = key;
    this.parties = parties;
    this.end = end;
    this.startsRinging = startsRinging;
  }

  List<LegDraft> drafts() {
    return drafts;
  }

  void take(List<CallEvent> moment) {
    EmployeeEvents.inOrder(moment, this::name, event -> open(name(event))).forEach(this::take);
  }

  private void take(CallEvent event) {
    switch (event.type()) {
      case CALL_STARTED -> {
        if (startsRinging && parties.direction() == Direction.OUTBOUND) {
          ring(event);
        }
      }
      case LEG_RINGING -> ring(event);
      case LEG_PREPARING -> {
        // Who is prepared is called already, perhaps under the other of two numbers.
        if (drafts.stream().noneMatch(LegDraft::isRinging)) {
          ring(event);
        }
      }
      case LEG_CONNECTED -> connect(event);
      case LEG_ENDED -> end(event);
      default -> {} // says nothing of legs
    }
  }

  private void ring(CallEvent event) {
    LegDraft leg = open(name(event));
    if (leg == null) {
      begin(event);
    } else if (event.passedOnBy() != null) {
      leg.turnToClient();
    }
  }

  private void connect(CallEvent event) {
    LegDraft known = open(name(event));
    LegDraft leg = known == null ? begin(event) : known;
    if (event.passedOnBy() != null) {
      leg.turnToClient();
    }
    if (!leg.isTalking()) {
      connect(leg, event.occurredAt());
    }
  }

  private void connect(LegDraft leg, OffsetDateTime at) {
    LegDraft asking = leg.consulting();
    if (asking != null && asking.isTalking()) {
      asking.pause(at);
    } else if (asking == null) {
      // The client has one conversation at a time, and who returns to it has no other.
      drafts.stream()
          .filter(other -> other != leg && (other.isTalking() || other.isPaused()))
          .toList()
          .forEach(other -> other.disconnect(at, null, null));
    }
    leg.connect(at);
  }

  private void end(CallEvent event) {
    LegDraft leg = ended(event);
    OffsetDateTime at = event.occurredAt();
    if (!leg.wasAnswered() && saysAnswered(event)) {
      leg.connect(leg.appearedAt());
    }
    boolean wasTalking = leg.isTalking();
    leg.disconnect(at, event.outcome(), event.endedBy());
    LegDraft asking = leg.consulting();
    if (wasTalking && asking != null && asking.isPaused()) {
      asking.connect(at);
    }
    drafts.stream()
        .filter(other -> other.consulting() == leg && !other.isOver())
        .toList()
        .forEach(other -> leaveWithClient(other, at));
  }

  /** The leg that this ends; if none was heard of, one that began now. */
  private LegDraft ended(CallEvent event) {
    LegDraft leg = open(name(event));
    if (leg == null && event.outcome() == null) {
      // A conversation is over, not an attempt: the PBX may know the employee by two numbers.
      leg = talking().orElse(null);
    }
    return leg == null ? begin(event) : leg;
  }

  /** Only who has picked a receiver up can put it down. */
  private static boolean saysAnswered(CallEvent end) {
    return end.outcome() == CallOutcome.ANSWERED
        || (end.outcome() == null && end.endedBy() == EndedBy.CALLEE);
  }

  /** Who asked for advice hung up, so that the client is left with who was asked. */
  private void leaveWithClient(LegDraft asked, OffsetDateTime at) {
    boolean callGoesOn = end == null || end.at().toInstant().isAfter(at.toInstant());
    if (!asked.isTalking()) {
      asked.turnToClient();
    } else if (callGoesOn) {
      asked.disconnect(at, null, null);
      begin(asked.name(), asked.employee(), null, at).connect(at);
    }
  }

  private LegDraft begin(CallEvent event) {
    LegDraft consulting = event.passedOnBy() == null ? talking().orElse(null) : null;
    return begin(name(event), employee(event), consulting, event.occurredAt());
  }

  private LegDraft begin(
      String name,
      @Nullable PhoneNumber employee,
      @Nullable LegDraft consulting,
      OffsetDateTime at) {
    int count = counts.merge(name, 1, Integer::sum);
    String id = key + "/" + name + (count == 1 ? "" : "/" + count);
    LegDraft leg = new LegDraft(id, name, employee, consulting, at);
    drafts.add(leg);
    return leg;
  }

  private Optional<LegDraft> talking() {
    return drafts.stream().filter(LegDraft::isTalking).findFirst();
  }

  private @Nullable LegDraft open(String name) {
    return drafts.reversed().stream()
        .filter(leg -> leg.name().equals(name) && !leg.isOver())
        .findFirst()
        .orElse(null);
  }

  private String name(CallEvent event) {
    if (parties.direction() == Direction.OUTBOUND) {
      return isSecondCallee(event) ? String.valueOf(event.called()) : Leg.CALLER;
    }
    PhoneNumber employee = employee(event);
    return employee == null ? whoever(event).map(LegDraft::name).orElse(UNNAMED) : employee.value();
  }

  /** Whom an event may mean that names nobody. */
  private Optional<LegDraft> whoever(CallEvent event) {
    Optional<LegDraft> ringing = drafts.reversed().stream().filter(LegDraft::isRinging).findFirst();
    return switch (event.type()) {
      case LEG_CONNECTED -> ringing;
      case LEG_ENDED -> event.outcome() == null ? talking().or(() -> ringing) : ringing;
      default -> Optional.empty();
    };
  }

  private @Nullable PhoneNumber employee(CallEvent event) {
    return switch (parties.direction()) {
      case OUTBOUND -> isSecondCallee(event) ? event.called() : parties.initiator();
      case INTERNAL -> event.agent() == null ? event.called() : event.agent();
      case INBOUND -> event.agent();
      case null -> event.agent();
    };
  }

  /** In an outgoing conversation with the client somebody else is called: a colleague. */
  private boolean isSecondCallee(CallEvent event) {
    return event.called() != null
        && !event.called().equals(parties.client())
        && drafts.stream().anyMatch(leg -> leg.name().equals(Leg.CALLER) && leg.wasAnswered());
  }
}
