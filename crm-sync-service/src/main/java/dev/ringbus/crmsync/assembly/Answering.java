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

  private final Call call;
  private final CallHistory history;

  private Answering(Call call, CallHistory history) {
    this.call = call;
    this.history = history;
  }

  /** The request; empty if there is none. Those that are looked at are of the same integration. */
  static Optional<Origination> find(Call call, CallHistory history) {
    Answering answering = new Answering(call, history);
    // Whoever calls whom is looked at once: a second request is not answered by the same call.
    boolean isKnown = history.before() != null && target(history.before()).isPresent();
    return isKnown ? Optional.empty() : answering.find();
  }

  private Optional<Origination> find() {
    return target(call)
        .flatMap(target ->
            history.awaited().stream()
                .filter(request -> isInTime(request) && isTo(target, request))
                .filter(request -> isOfEmployee(request) != Match.OTHER)
                .min(
                    Comparator.comparing(this::isOfEmployee)
                        .thenComparing(Origination::requestedAt)));
  }

  /** Whom an employee called; empty if none did, or as long as it is not known. */
  private static Optional<PhoneNumber> target(Call call) {
    return switch (call.direction()) {
      case OUTBOUND -> Optional.ofNullable(call.clientPhone());
      case INTERNAL -> call.legs().stream().findFirst().map(leg -> leg.to().number());
      case INBOUND -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private boolean isInTime(Origination request) {
    Instant heardAt =
        history.events().stream()
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
    PhoneNumber employee = employee();
    if (employee == null) {
      return Match.UNTOLD;
    }
    if (Subscribers.areSame(employee, request.extension())) {
      return Match.SAME;
    }
    return Subscribers.isExtension(employee) ? Match.OTHER : Match.UNTOLD;
  }

  /** Who calls, if the PBX tells more than which line it is. */
  private @Nullable PhoneNumber employee() {
    return call.legs().stream()
        .findFirst()
        .map(leg -> leg.from().number())
        .filter(
            number -> call.direction() != Direction.OUTBOUND || !number.equals(call.linePhone()))
        .orElse(null);
  }

  /** Whether a call is of the employee who is to talk; the better ones first. */
  private enum Match {
    SAME,
    UNTOLD,
    OTHER
  }
}
