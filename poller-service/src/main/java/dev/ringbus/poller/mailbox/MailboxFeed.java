package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.Traced;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the records of calls mean to their mailboxes. */
public final class MailboxFeed {

  /** Whoever pressed a button has long done something else by then. */
  private static final Duration EXPIRES_AFTER = Duration.ofSeconds(60);

  private final dev.ringbus.poller.live.LiveCalls calls;
  private final Mailboxes mailboxes;

  public MailboxFeed(dev.ringbus.poller.live.LiveCalls calls, Mailboxes mailboxes) {
    this.calls = calls;
    this.mailboxes = mailboxes;
  }

  /** Fails if something could not be stored; then all of it may come again. */
  public Mono<Void> take(List<Traced<CallRecord>> batch) {
    return Flux.fromIterable(batch)
        .concatMap(record -> take(record.value(), record.trace()))
        .then();
  }

  private Mono<Void> take(CallRecord record, Context trace) {
    return switch (record) {
      case CallRecord.Event(CallEvent event) ->
          calls.happened(event, trace).then(mailboxes.happened(event, trace));
      case CallRecord.Command(EndRequests end) -> calls.askNoMore(end.call(), end.reason(), trace);
      case CallRecord.Command(HangUp hangUp) -> mailboxes.request(instruction(hangUp), trace);
      case CallRecord.Command(CallCommand _) -> Mono.empty();
      case CallRecord.Polled _ -> Mono.empty();
      case CallRecord.Outcome(InstructionOutcome outcome) -> take(outcome, trace);
    };
  }

  private Mono<Void> take(InstructionOutcome outcome, Context trace) {
    return switch (outcome.outcome()) {
      case OFFERED -> mailboxes.offered(outcome.key(), outcome.instruction(), trace);
      // Those are ours.
      case ACCEPTED, DELIVERED, EXPIRED, WITHDRAWN, REJECTED -> Mono.empty();
    };
  }

  /** The command's id is the instruction's: the same command twice is the same instruction. */
  private static WaitingInstruction instruction(HangUp hangUp) {
    return new WaitingInstruction(
        hangUp.id(),
        hangUp.call().integration(),
        hangUp.call().callId(),
        new Hangup(),
        "crm/" + hangUp.crm(),
        hangUp.requestedAt(),
        hangUp.requestedAt().plus(EXPIRES_AFTER));
  }
}
