package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.BeginRequests;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.CallCommand.Synchronize;
import dev.ringbus.model.CallCommand.Told;
import dev.ringbus.model.CallCommand.Untold;
import dev.ringbus.model.CallCommand.Withdraw;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.PollReport;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the records of calls mean to their mailboxes. */
public final class MailboxFeed {

  /** Calls at once, each in its own order. */
  private static final int AT_ONCE = 256;

  private final LiveCalls calls;
  private final Mailboxes mailboxes;
  private final MidCallRules rules;

  public MailboxFeed(LiveCalls calls, Mailboxes mailboxes, MidCallRules rules) {
    this.calls = calls;
    this.mailboxes = mailboxes;
    this.rules = rules;
  }

  /**
   * Fails if something could not be stored; then all of it may come again. What is to be waited for
   * is not: an instruction for a call that nothing was heard of yet, and a plan that is asked.
   * Until both are decided the batch is not settled, so that neither is lost with the process.
   */
  public Mono<Taken> take(List<Traced<CallRecord>> batch) {
    Map<String, List<Traced<CallRecord>>> byCall =
        batch.stream()
            .collect(
                Collectors.groupingBy(
                    record -> key(record.value()), LinkedHashMap::new, Collectors.toList()));
    Queue<Mono<Void>> open = new ConcurrentLinkedQueue<>();
    return takeAll(byCall.values(), open)
        .then(
            Mono.fromSupplier(
                () -> open.isEmpty() ? Taken.WHOLE : new Taken(Mono.when(List.copyOf(open)))));
  }

  private Mono<Void> takeAll(Collection<List<Traced<CallRecord>>> calls, Queue<Mono<Void>> open) {
    return Flux.fromIterable(calls)
        .flatMap(
            records ->
                Flux.fromIterable(records)
                    .concatMap(record -> take(record.value(), record.trace(), open)),
            AT_ONCE)
        .then();
  }

  private static String key(CallRecord record) {
    return switch (record) {
      case CallRecord.Event(CallEvent event) -> event.key().toString();
      case CallRecord.Command(CallCommand command) -> command.key();
      case CallRecord.Outcome(InstructionOutcome outcome) -> outcome.key().toString();
      case CallRecord.Polled _ -> "";
    };
  }

  private Mono<Void> take(CallRecord record, Context trace, Queue<Mono<Void>> open) {
    return switch (record) {
      case CallRecord.Event(CallEvent event) ->
          mailboxes
              .happened(event, trace)
              .then(Mono.fromRunnable(() -> rules.ask(event, trace).ifPresent(open::add)));
      case CallRecord.Command(CallCommand command) -> take(command, trace, open);
      case CallRecord.Polled(PollReport report) -> mailboxes.polled(report, trace);
      case CallRecord.Outcome(InstructionOutcome outcome) -> mailboxes.offered(outcome, trace);
    };
  }

  private Mono<Void> take(CallCommand command, Context trace, Queue<Mono<Void>> open) {
    return switch (command) {
      case HangUp hangUp -> take(Commands.instruct(hangUp), trace, open);
      case Instruct instruct -> take(instruct, trace, open);
      case Withdraw withdraw -> mailboxes.withdraw(withdraw, trace);
      case Told told -> calls.mayBeAsked(told.call(), trace);
      case BeginRequests begin -> calls.mayBeAsked(begin.call(), trace);
      case EndRequests end -> calls.askNoMore(end.call(), end.reason(), trace);
      // Those are for crm-sync.
      case Originate _, Synchronize _, Untold _ -> Mono.empty();
    };
  }

  private Mono<Void> take(Instruct instruct, Context trace, Queue<Mono<Void>> open) {
    return mailboxes
        .take(instruct, trace)
        .then(Mono.fromRunnable(() -> mailboxes.undecided(instruct).ifPresent(open::add)));
  }
}
