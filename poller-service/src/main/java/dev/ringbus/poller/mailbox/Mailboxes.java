package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.PollReport;
import dev.ringbus.poller.live.LiveCallWatcher;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.live.Turns;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The mailbox of each call: what its PBX is told at its next polls, in the order in which it was
 * accepted. What is done to one call is done in turn; all of it may be done again without harm, as
 * after a failure.
 */
public final class Mailboxes implements PartitionListener {

  /** Calls at once, each in its own order. */
  private static final int AT_ONCE = 64;

  private final LiveCalls calls;
  private final MailboxStore store;
  private final Admission admission;
  private final Offers offers;
  private final PollWatch pollWatch;
  private final Leftovers leftovers;
  private final Clock clock;
  private final Turns turns = new Turns();

  public Mailboxes(
      LiveCalls calls,
      LiveCallLog partitions,
      InstructionLog log,
      InstructionOutcomeLog outcomeLog,
      PollingPbxs pbxs,
      MailboxMetrics metrics,
      Clock clock) {
    this.calls = calls;
    this.clock = clock;
    store = new MailboxStore(log, partitions::partition, clock);
    Outcomes outcomes = new Outcomes(outcomeLog, metrics, clock);
    Holding holding = new Holding(store, calls, outcomes);
    offers = new Offers(store, calls, pbxs, outcomes);
    pollWatch = new PollWatch(calls, pbxs, offers, holding, metrics, clock);
    Expiry expiry = new Expiry(store, pbxs);
    leftovers = new Leftovers(store, calls, pollWatch, offers, outcomes, expiry, clock);
    admission =
        new Admission(
            store,
            calls,
            new Checks(calls, pbxs, expiry, clock),
            offers,
            pollWatch,
            outcomes,
            clock);
    metrics.show(this::countWaiting, pollWatch::countStopped);
    calls.watch(new ForgetPolls());
  }

  private final class ForgetPolls implements LiveCallWatcher {

    @Override
    public void appeared(LiveCall call) {}

    @Override
    public void disappeared(CallKey call) {
      pollWatch.forget(call);
    }
  }

  private int countWaiting() {
    return store.all().stream().mapToInt(mailbox -> mailbox.waiting().size()).sum();
  }

  @Override
  public void assigned(Set<Integer> partitions) {
    store.assigned(partitions);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    store.lost(partitions);
    admission.leave();
  }

  private Mono<Void> inTurn(CallKey key, Mono<Void> work) {
    return calls.known(key).then(store.known(key)).then(turns.take(key, work));
  }

  /**
   * Puts an instruction into the mailbox of its call, or says why not; completes when that is
   * decided, within about a second, and fails if it could not be stored. The same id twice is the
   * same instruction. What is asked of a call that is not this instance's is passed over.
   */
  Mono<Void> request(CallCommand.Instruct command, Context trace) {
    return take(command, trace).then(Mono.defer(() -> undecided(command).orElse(Mono.empty())));
  }

  /** As {@link #request}, but does not wait for what is still to be heard of the call. */
  Mono<Void> take(CallCommand.Instruct command, Context trace) {
    return inTurn(
        command.call(), Mono.defer(() -> admission.admit(Commands.instruction(command), trace)));
  }

  /** Completes when that is decided which still waits for something to be heard of its call. */
  Optional<Mono<Void>> undecided(CallCommand.Instruct command) {
    return admission.undecided(command.call(), command.id());
  }

  /** Takes back what has not been offered. */
  Mono<Void> withdraw(CallCommand.Withdraw command, Context trace) {
    return inTurn(command.call(), Mono.defer(() -> admission.withdraw(command, trace)));
  }

  /** Something happened in a call. */
  Mono<Void> happened(CallEvent event, Context trace) {
    CallKey key = event.key();
    return inTurn(
        key,
        offers
            .happened(event, trace)
            .then(calls.happened(event, trace))
            .then(Mono.defer(() -> admission.admitParked(key))));
  }

  /** Ingress has given an instruction to the PBX. */
  Mono<Void> offered(InstructionOutcome report, Context trace) {
    return OfferReport.count(report) == 0
        ? Mono.empty()
        : inTurn(report.key(), offers.offered(report, trace));
  }

  /** Calls have polled. */
  Mono<Void> polled(PollReport report, Context trace) {
    return Flux.fromIterable(report.calls())
        .flatMap(
            key ->
                calls
                    .known(key)
                    .then(
                        Mono.defer(() ->
                            pollWatch.isNews(key, report.at())
                                ? inTurn(key, pollWatch.polled(key, report.at(), trace))
                                : Mono.empty())),
            AT_ONCE)
        .then();
  }

  /**
   * Does what time has brought: what has expired, what nothing was heard of, which polls stopped.
   */
  public Mono<Void> sweep() {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      List<CallKey> stopped = pollWatch.stopped(now);
      return each(stopped, key -> pollWatch.hold(key, Context.root()))
          .then(each(leftovers.calls(now), leftovers::clear))
          .then(each(admission.parkedCalls(), admission::admitParked));
    });
  }

  private Mono<Void> each(List<CallKey> keys, Function<CallKey, Mono<Void>> work) {
    return Flux.fromIterable(keys)
        .flatMapDelayError(key -> inTurn(key, Mono.defer(() -> work.apply(key))), AT_ONCE, AT_ONCE)
        .then();
  }
}
