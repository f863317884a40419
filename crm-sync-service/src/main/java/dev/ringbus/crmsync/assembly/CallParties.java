package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a call as a whole, as its events say together.
 *
 * @param client the outside party
 * @param line our own number
 * @param initiator the employee who called, if one did
 */
record CallParties(
    @Nullable Direction direction,
    @Nullable PhoneNumber client,
    @Nullable PhoneNumber line,
    @Nullable PhoneNumber initiator) {

  static CallParties of(List<CallEvent> inOrder) {
    // What the first event of a call says goes before what a later one says, whichever came first.
    List<CallEvent> events =
        Stream.concat(
                inOrder.stream().filter(event -> event.type() == CallEventType.CALL_STARTED),
                inOrder.stream().filter(event -> event.type() != CallEventType.CALL_STARTED))
            .toList();
    Direction direction = first(events, CallEvent::direction);
    boolean isOurs = direction == Direction.OUTBOUND || direction == Direction.INTERNAL;
    return new CallParties(
        direction,
        direction == Direction.OUTBOUND
            ? called(inOrder, events)
            : first(events, CallEvent::clientPhone),
        first(events, CallEvent::linePhone),
        isOurs ? initiator(events) : null);
  }

  /**
   * The client of an outgoing call. The hub may have told the PBX to call another number than was
   * dialled, so it is the number that answered, else the one that was tried last.
   */
  private static @Nullable PhoneNumber called(List<CallEvent> inOrder, List<CallEvent> events) {
    PhoneNumber answered = first(ofType(inOrder, CallEventType.LEG_CONNECTED), CLIENT);
    if (answered != null) {
      return answered;
    }
    PhoneNumber tried = first(ofType(inOrder.reversed(), CallEventType.LEG_RINGING), CLIENT);
    return tried == null ? first(events, CLIENT) : tried;
  }

  private static final Function<CallEvent, @Nullable PhoneNumber> CLIENT = CallEvent::clientPhone;

  private static List<CallEvent> ofType(List<CallEvent> events, CallEventType type) {
    return events.stream().filter(event -> event.type() == type).toList();
  }

  private static @Nullable PhoneNumber initiator(List<CallEvent> events) {
    return first(events, event -> event.agent() == null ? event.caller() : event.agent());
  }

  private static <T> @Nullable T first(
      List<CallEvent> events, Function<CallEvent, @Nullable T> field) {
    return events.stream().map(field).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
