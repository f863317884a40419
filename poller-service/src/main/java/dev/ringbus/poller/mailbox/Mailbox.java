package dev.ringbus.poller.mailbox;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What waits for the polls of one call, in order.
 *
 * @param waiting none of them with anything behind it
 */
record Mailbox(CallKey key, List<WaitingInstruction> waiting) {

  /** More than a person or a plan wants of one call. */
  static final int MOST = 16;

  Mailbox {
    waiting = List.copyOf(waiting);
  }

  static Mailbox empty(CallKey key) {
    return new Mailbox(key, List.of());
  }

  /** As it is on the topic. */
  static Mailbox of(WaitingInstruction head) {
    return new Mailbox(
        head.key(),
        Stream.concat(Stream.of(head.before(List.of())), head.behind().stream()).toList());
  }

  /** As it goes to the topic; empty if nothing waits. */
  Optional<WaitingInstruction> head() {
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(waiting.getFirst().before(waiting.subList(1, waiting.size())));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= MOST;
  }

  Optional<WaitingInstruction> find(String instruction) {
    return waiting.stream().filter(one -> one.id().equals(instruction)).findFirst();
  }

  Mailbox with(WaitingInstruction last) {
    return new Mailbox(key, Stream.concat(waiting.stream(), Stream.of(last)).toList());
  }

  Mailbox withFirst(WaitingInstruction first) {
    return new Mailbox(key, Stream.concat(Stream.of(first), waiting.stream()).toList());
  }

  Mailbox without(List<WaitingInstruction> gone) {
    List<WaitingInstruction> left = new ArrayList<>(waiting);
    left.removeIf(one -> gone.stream().anyMatch(other -> other.id().equals(one.id())));
    return new Mailbox(key, left);
  }
}
