package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.Activation;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Tells one workspace what the outbox holds for it: claims, sends, and writes down what came of it.
 * It looks when it is woken, when something is finished, and now and then, for other instances put
 * things into the outbox too.
 *
 * <p>All of its state belongs to one loop, on which everything short happens; whatever takes time
 * happens elsewhere, and its result comes back to the loop. So nothing is locked, no call has a
 * thread, and a workspace that does not answer holds up nobody else.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Between claims of recordings, which nobody waits for. */
  private static final Duration PAUSE_OF_FILES = Duration.ofMillis(50);

  /** What one claim brings while there is nothing but stale notices: they take no time. */
  private static final int STALE_AT_ONCE = 256;

  private final String crm;
  private final Equipment equipment;
  private final DeliverySettings settings;
  private final Clock clock;
  private final Loop loop;
  private final Claims calls;
  private final Claims files;
  private final FinishWriter finishes;
  private final Alarm alarm;
  private final Tasks tasks;
  private final Throttle throttle;
  private final Pulse pulse;
  private final Activation activation;
  private final Lines lines;
  private final Errands errands = new Errands();
  private final Memories memories = new Memories();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Sinks.Empty<Void> stopped = Sinks.empty();
  private boolean stopping;
  private boolean foundStale;

  /**
   * What a dispatcher works with, besides its workspace.
   *
   * @param chance 0 to 1, another each time
   */
  record Equipment(
      Outbox outbox,
      Courier courier,
      DeliverySettings settings,
      Scheduler scheduler,
      Clock clock,
      DoubleSupplier chance,
      Observer observer) {}

  Dispatcher(String crm, CrmConnection connection, Equipment equipment) {
    this.crm = crm;
    this.equipment = equipment;
    this.settings = equipment.settings();
    this.clock = equipment.clock();
    this.loop = new Loop(crm, equipment.scheduler());
    this.lines = new Lines(connection);
    this.pulse = new Pulse(crm, equipment.observer());
    this.activation =
        new Activation(equipment.scheduler(), why -> loop.run(() -> notActivated(why)), this::wake);
    this.tasks = new Tasks(settings.waitForFiles());
    this.throttle =
        new Throttle(connection.concurrency(), settings.operationsPerSecond(), clock.instant());
    this.alarm = new Alarm(loop, clock, this::lookForAnything);
    this.finishes =
        new FinishWriter(crm, equipment.outbox(), loop, settings.gather(), this::written);
    this.calls = claims(Lane.CALL, settings.gather());
    this.files = claims(Lane.FILES, PAUSE_OF_FILES);
  }

  private Claims claims(Lane lane, Duration pause) {
    return new Claims(
        crm, lane, equipment.outbox(), settings, pause, loop, clock, this::claimed, alarm);
  }

  /** Begins, until {@link #stop}. */
  void start() {
    activation.begin(lines.current());
    Duration every = settings.lookEvery();
    // Not all workspaces at the same moment.
    Duration first = Duration.ofMillis((long) (every.toMillis() * chance()));
    loop.runEvery(first, every, this::lookForAnything);
    Duration third = settings.lease().dividedBy(3);
    loop.runEvery(third, third, this::extend);
    loop.runEvery(Duration.ZERO, settings.reportEvery(), this::report);
    wake();
  }

  /** There may be work. From any thread, and any number of times. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.run(() -> {
        woken.set(false);
        lookForAnything();
      });
    }
  }

  /** The workspace is set differently now; what is under way ends as it began. */
  void use(CrmConnection changed) {
    loop.run(() -> {
      lines.replace(changed);
      lines.closeFormer(errands::areOver);
      activation.begin(changed);
      throttle.renew(changed.concurrency(), clock.instant());
      report();
      lookForAnything();
    });
  }

  /**
   * Begins nothing more. Completes when everything under way has ended and is written down, or was
   * given up after a while.
   */
  Mono<Void> stop() {
    activation.stop();
    loop.run(this::beginStop);
    return stopped
        .asMono()
        .timeout(settings.stopWithin().multipliedBy(2), equipment.scheduler())
        .onErrorResume(_ -> {
          log.warn("Not all that was sent to {} could be written down in time", crm);
          return Mono.empty();
        })
        .doFinally(_ -> {
          loop.end();
          lines.close();
        });
  }

  private void lookForAnything() {
    calls.want();
    files.want();
    look();
  }

  private void look() {
    Instant now = clock.instant();
    beginReady(now);
    if (stopping) {
      endStop();
      return;
    }
    // While results cannot be written nothing more is begun: it would have to be repeated.
    if (!finishes.isStuck()) {
      calls.claim(roomForCalls(now));
      files.claim(roomForFiles(now));
    }
    throttle.nextAt(now).ifPresent(alarm::set);
    pulse.tellOfChange(breaker(now), throttle.ratePerSecond(), inFlight());
  }

  /** Why it is told nothing yet; empty if it is ready. From any thread. */
  Optional<String> notActivated() {
    return activation.failure();
  }

  private void notActivated(String why) {
    Instant now = clock.instant();
    pulse.notActivated(now, why);
    pulse.tell(breaker(now), throttle.ratePerSecond(), inFlight());
  }

  /** Before it is activated it is told nothing. */
  private State breaker(Instant now) {
    return switch (activation.state()) {
      case TRYING -> State.HALF_OPEN;
      case FAILING -> State.OPEN;
      case DONE -> throttle.breaker(now);
    };
  }

  private int roomForCalls(Instant now) {
    if (activation.state() != Activation.State.DONE) {
      return 0;
    }
    int room = throttle.room(now) - errands.ready();
    return room > 0 && foundStale ? Math.max(room, STALE_AT_ONCE) : room;
  }

  private int roomForFiles(Instant now) {
    if (activation.state() != Activation.State.DONE) {
      return 0;
    }
    return switch (throttle.breaker(now)) {
      case CLOSED -> settings.uploads() - errands.bringing();
      // One finds out as well as any other operation, and there may be no other.
      case HALF_OPEN -> 1 - errands.bringing();
      case OPEN -> 0;
    };
  }

  private void claimed(List<ClaimedDelivery> claims) {
    Instant now = clock.instant();
    foundStale = false;
    claims.forEach(claimed -> errands.claimed(claimed, now.plus(settings.lease())));
    equipment.observer().claimed(crm, claims, now);
    look();
  }

  private void beginReady(Instant now) {
    for (Errand next = errands.first(); next != null; next = errands.first()) {
      switch (begin(next, now)) {
        case DONE -> errands.done();
        case NOT_NOW -> {
          return;
        }
      }
    }
  }

  private enum Begun {
    DONE,
    NOT_NOW
  }

  private Begun begin(Errand errand, Instant now) {
    ClaimedDelivery claimed = errand.claimed();
    Task task = task(claimed, now);
    if (task instanceof Task.Nothing(Result result)) {
      foundStale |= result instanceof Result.Stale;
      conclude(claimed, result, null, now);
      return Begun.DONE;
    }
    if (stopping) {
      return release(claimed, now, now, "the service stops");
    }
    boolean asksNothingOfTheCrm = task instanceof Task.EndRequests;
    foundStale |= asksNothingOfTheCrm;
    if (!asksNothingOfTheCrm && throttle.breaker(now) == State.OPEN) {
      String reason = "the CRM is left alone: " + pulse.lastFailure();
      return release(claimed, throttle.breakerOpensAgain(), now, reason);
    }
    Duration left = Duration.between(now, errand.leaseEnds()).minus(DeliverySettings.MARGIN);
    if (left.compareTo(settings.answerWithin().dividedBy(2)) < 0) {
      return release(claimed, now, now, "its turn did not come in time");
    }
    // A result that cannot be written would be lost, and the delivery repeated.
    if (finishes.isStuck()) {
      return Begun.NOT_NOW;
    }
    if (asksNothingOfTheCrm || task instanceof Task.Bring) {
      errand.begin(now, lines.current(), null);
    } else if (throttle.mayBegin(now)) {
      errand.begin(now, lines.current(), throttle.begin(now));
    } else {
      return Begun.NOT_NOW;
    }
    run(errand, task, left.compareTo(settings.answerWithin()) < 0 ? left : settings.answerWithin());
    return Begun.DONE;
  }

  /** A delivery that cannot even be looked at must not hold up the others. */
  private Task task(ClaimedDelivery claimed, Instant now) {
    try {
      return tasks.of(claimed, now, memories.of(claimed.id()));
    } catch (RuntimeException fault) {
      log.error("Nobody knows what to do about {}", claimed.planned().key(), fault);
      return new Task.Nothing(new Result.Fault(fault));
    }
  }

  private void run(Errand errand, Task task, Duration within) {
    errands.begun(errand);
    errand.runs(
        equipment
            .courier()
            .carryOut(task, errand.claimed(), lines.current().gateway(), within)
            .subscribe(
                result -> loop.run(() -> ended(errand, result)),
                fault -> loop.run(() -> ended(errand, new Result.Fault(fault)))));
  }

  private void ended(Errand errand, Result result) {
    if (!errands.ended(errand)) {
      return;
    }
    Instant now = clock.instant();
    Duration took = Duration.between(errand.begunAt(), now);
    Throttle.Place place = errand.place();
    if (place == null) {
      throttle.endFile(Sign.of(result), now, chance());
    } else {
      throttle.end(place, Sign.of(result), took, now, chance());
    }
    conclude(errand.claimed(), result, isAttempt(result) ? took : null, now);
    lines.closeFormer(errands::areOver);
    look();
  }

  private static boolean isAttempt(Result result) {
    return !(result instanceof Result.Brought(RecordingResult.Busy _))
        && !(result instanceof Result.RequestsEnded);
  }

  private void conclude(
      ClaimedDelivery claimed, Result result, @Nullable Duration took, Instant now) {
    Memory memory = memories.of(claimed.id());
    Attempt attempt = new Attempt(claimed, now, memory, lines.current().settles(), chance());
    Ended ended = new Ended(RetryPolicy.after(attempt, result), now, took);
    memories.note(ended, result);
    pulse.note(ended);
    finishes.add(ended);
  }

  private Begun release(ClaimedDelivery claimed, Instant until, Instant now, String reason) {
    finishes.add(new Ended(RetryPolicy.release(claimed, until, reason), now, null));
    return Begun.DONE;
  }

  /** Those behind them may go now, and those to be tried again soon have their time. */
  private void written(List<Ended> batch) {
    equipment.observer().ended(crm, batch);
    Instant soon = clock.instant().plus(settings.lookEvery());
    for (Ended ended : batch) {
      Instant until = ended.until();
      if (until != null && until.isBefore(soon)) {
        alarm.set(until);
      }
      if (ended.claimed().planned().lane() == Lane.FILES) {
        files.want();
      }
    }
    calls.want();
    look();
  }

  /** A recording may take longer than a lease. */
  private void extend() {
    List<ClaimedDelivery> recordings = errands.recordings();
    if (!recordings.isEmpty()) {
      equipment
          .outbox()
          .extend(recordings, clock.instant().plus(settings.lease()))
          .subscribe(
              _ -> {}, e -> log.debug("Claims of recordings for {} are not extended", crm, e));
    }
  }

  private void report() {
    pulse.tell(breaker(clock.instant()), throttle.ratePerSecond(), inFlight());
  }

  private int inFlight() {
    return throttle.inFlight() + errands.bringing();
  }

  private double chance() {
    return equipment.chance().getAsDouble();
  }

  private void beginStop() {
    stopping = true;
    loop.runAfter(settings.stopWithin(), this::giveUp);
    look();
  }

  private void endStop() {
    if (errands.areNone() && finishes.isIdle() && !calls.isClaiming() && !files.isClaiming()) {
      stopped.tryEmitEmpty();
    }
  }

  /** What has not ended by now is settled, or sent again, by whoever claims it next. */
  private void giveUp() {
    Instant now = clock.instant();
    for (Errand errand : errands.underWay()) {
      errands.ended(errand);
      errand.cancel();
      Duration took = Duration.between(errand.begunAt(), now);
      finishes.add(new Ended(RetryPolicy.interrupted(errand.claimed(), now), now, took));
    }
    look();
  }
}
