package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.model.CallKey;
import dev.ringbus.poller.live.OwnCalls;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The mailboxes of this instance's calls, on their topic and in memory. What is written is
 * remembered afterwards: what failed can be done again.
 */
final class MailboxStore implements PartitionListener {

  private final InstructionLog log;
  private final OwnCalls<Mailbox> mailboxes;
  private final ToIntFunction<CallKey> partition;
  private final Map<Integer, Instant> restored = new ConcurrentHashMap<>();
  private final Clock clock;

  MailboxStore(InstructionLog log, ToIntFunction<CallKey> partition, Clock clock) {
    this.log = log;
    this.partition = partition;
    this.clock = clock;
    this.mailboxes = new OwnCalls<>(partition, this::read, Mailbox::key, _ -> {}, _ -> {});
  }

  private Flux<Mailbox> read(Set<Integer> partitions) {
    return log.read(partitions)
        .map(Mailbox::of)
        .doOnComplete(() -> partitions.forEach(one -> restored.put(one, clock.instant())));
  }

  @Override
  public void assigned(Set<Integer> partitions) {
    mailboxes.assigned(partitions);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    mailboxes.lost(partitions);
  }

  Mono<Void> known(CallKey call) {
    return mailboxes.known(call);
  }

  /** When the mailbox was read from its topic last; empty if that has not been done. */
  Optional<Instant> restoredAt(CallKey call) {
    return Optional.ofNullable(restored.get(partition.applyAsInt(call)));
  }

  boolean isOurs(CallKey call) {
    return mailboxes.isOurs(call);
  }

  Mailbox find(CallKey call) {
    return mailboxes.find(call).orElseGet(() -> Mailbox.empty(call));
  }

  /** Those in which something waits, at about this moment. */
  List<Mailbox> all() {
    return mailboxes.all().toList();
  }

  /** Completes when it is stored; does nothing if it is so already. */
  Mono<Void> put(Mailbox mailbox, Context trace) {
    return Mono.defer(() -> {
      CallKey key = mailbox.key();
      if (!isOurs(key) || find(key).equals(mailbox)) {
        return Mono.empty();
      }
      return mailbox
          .head()
          .map(head -> log.put(head, trace).doOnSuccess(_ -> mailboxes.keep(mailbox)))
          .orElseGet(() -> log.remove(key, trace).doOnSuccess(_ -> mailboxes.drop(key)));
    });
  }
}
