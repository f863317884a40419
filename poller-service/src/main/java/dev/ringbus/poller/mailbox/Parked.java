package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Instructions that came before what is known of their call, for a moment. The topics are not in
 * order among each other.
 */
final class Parked {

  /** A call that is unknown is the exception; more than this at once is somebody's mistake. */
  private static final int CALLS = 10_000;

  /**
   * One of them.
   *
   * @param until when it is refused if nothing has come
   */
  record Arrival(
      WaitingInstruction instruction, Context trace, Instant until, Sinks.Empty<Void> decision) {

    /** When it has been decided about. */
    Mono<Void> decided() {
      return decision.asMono();
    }
  }

  private final Map<CallKey, List<Arrival>> calls = new ConcurrentHashMap<>();

  boolean isFull() {
    return calls.size() >= CALLS;
  }

  boolean isEmpty(CallKey call) {
    return !calls.containsKey(call);
  }

  Optional<Arrival> find(CallKey call, String instruction) {
    return of(call).stream()
        .filter(arrival -> arrival.instruction().id().equals(instruction))
        .findFirst();
  }

  /** Those of a call, in order. */
  List<Arrival> of(CallKey call) {
    return calls.getOrDefault(call, List.of());
  }

  /** Behind those that came before. */
  Arrival add(WaitingInstruction instruction, Context trace, Instant until) {
    Arrival arrival = new Arrival(instruction, trace, until, Sinks.empty());
    calls.merge(
        instruction.key(),
        List.of(arrival),
        (known, added) -> Stream.concat(known.stream(), added.stream()).toList());
    return arrival;
  }

  /** It has been decided about. */
  void remove(Arrival arrival) {
    calls.computeIfPresent(
        arrival.instruction().key(),
        (_, known) -> {
          List<Arrival> left = new ArrayList<>(known);
          left.remove(arrival);
          return left.isEmpty() ? null : List.copyOf(left);
        });
    arrival.decision().tryEmitEmpty();
  }

  /** They are not to be decided about here. */
  void giveUp(CallKey call) {
    calls.remove(call);
  }

  List<CallKey> all() {
    return List.copyOf(calls.keySet());
  }
}
