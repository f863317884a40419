package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.Origination;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the request of a CRM that a call follows. A PBX does not say why it makes a call, so that
 * the numbers have to tell: whom it calls, and who is to talk, if the PBX says so. Each request is
 * followed by one call, and each call follows one request.
 */
final class Answering {

  /** How long after its request a call may begin. */
  private static final Duration WITHIN = Duration.ofMinutes(2);

  /** How far the clocks of two instances of ingress may be apart. */
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  private final CallHistory history;
  private final List<CallEvent> events;
  private final CallParties parties;

  private Answering(CallHistory history) {
    this.history = history;
    events = Moments.inOrder(history.events());
    parties = CallParties.of(events);
  }

  /** The request; empty if there is none. Those that are looked at are of the same integration. */
  static Optional<Origination> find(CallHistory history) {
    // Whoever calls whom is looked at once: a second request is not answered by the same call.
    return history.awaited().isEmpty() || wasLookedAt(history.before())
        ? Optional.empty()
        : new Answering(history).find();
  }

  private static boolean wasLookedAt(@Nullable Call before) {
    return before != null
        && (before.direction() == Direction.INTERNAL
            || (before.direction() == Direction.OUTBOUND && before.clientPhone() != null));
  }

  private Optional<Origination> find() {
    PhoneNumber target = target();
    return history.awaited().stream()
        .filter(request -> target != null && isTo(target, request) && isInTime(request))
        .filter(request -> isOfEmployee(request) != Match.OTHER)
        .min(Comparator.comparing(this::isOfEmployee).thenComparing(Origination::requestedAt));
  }

  /** Whom an employee called; absent if none did, or as long as it is not known. */
  private @Nullable PhoneNumber target() {
    return switch (parties.direction()) {
      case OUTBOUND -> parties.client();
      case INTERNAL ->
          events.stream().map(CallEvent::called).filter(Objects::nonNull).findFirst().orElse(null);
      case INBOUND -> null;
      case null -> null;
    };
  }

  private boolean isInTime(Origination request) {
    Instant heardAt =
        events.stream()
            .map(CallEvent::receivedAt)
            .map(OffsetDateTime::toInstant)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return !heardAt.isBefore(request.requestedAt().minus(CLOCKS))
        && !heardAt.isAfter(request.requestedAt().plus(WITHIN));
  }

  private static boolean isTo(PhoneNumber target, Origination request) {
    return request.target() != null && Subscribers.areSame(target, request.target());
  }

  private Match isOfEmployee(Origination request) {
    if (request.extension() == null) {
      return Match.OTHER; // it was never asked of the PBX
    }
    PhoneNumber employee = parties.initiator();
    if (employee == null || employee.equals(parties.line())) {
      return Match.UNTOLD;
    }
    if (Subscribers.areSame(employee, request.extension())) {
      return Match.SAME;
    }
    return Subscribers.isExtension(employee) ? Match.OTHER : Match.UNTOLD;
  }

  /** Whether a call is of the employee who is to talk; the better ones first. */
  private enum Match {
    SAME,
    UNTOLD,
    OTHER
  }
}
