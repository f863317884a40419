package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * <p>All of its state belongs to one worker, on which everything short happens; whatever takes time
 * happens elsewhere, and its result comes back to the worker. So nothing is locked, no call has a
 * thread, and a workspace that does not answer holds up nobody else.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Between claims of recordings, which nobody waits for. */
  private static final Duration PAUSE_OF_FILES = Duration.ofMillis(50);

  /** What one claim brings while there is nothing but stale notices: they take no time. */
  private static final int STALE_AT_ONCE = 256;

  private final String crm;
  private final DeliverySettings settings;
  private final Courier courier;
  private final Tasks tasks;
  private final Clock clock;
  private final DoubleSupplier chance;
  private final Observer observer;
  private final Scheduler timer;
  private final Scheduler.Worker worker;

  private final Outbox outbox;
  private final Claims calls;
  private final Claims files;
  private final FinishWriter finishes;
  private final Alarm alarm;
  private final Throttle throttle;
  private final Memories memories = new Memories();
  private final AtomicBoolean woken = new AtomicBoolean();

  /** Claimed, and not begun. */
  private final Deque<Errand> ready = new ArrayDeque<>();

  private final Map<Long, Errand> underWay = new LinkedHashMap<>();
  private CrmConnection connection;

  /** Replaced ones, until what began over them has ended. */
  private final List<CrmConnection> former = new ArrayList<>();

  private int bringing;
  private boolean foundStale;
  private boolean stopping;
  private final Sinks.Empty<Void> stopped = Sinks.empty();

  private Breaker.State reported = Breaker.State.CLOSED;
  private @Nullable Instant lastSuccessAt;
  private @Nullable Instant lastFailureAt;
  private @Nullable String lastFailure;

  /**
   * What a dispatcher works with, besides its workspace.
   *
   * @param scheduler of which it takes one worker
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
    this.connection = connection;
    this.settings = equipment.settings();
    this.outbox = equipment.outbox();
    this.courier = equipment.courier();
    this.clock = equipment.clock();
    this.chance = equipment.chance();
    this.observer = equipment.observer();
    this.timer = equipment.scheduler();
    this.worker = equipment.scheduler().createWorker();
    this.tasks = new Tasks(settings.waitForFiles());
    this.throttle =
        new Throttle(connection.concurrency(), settings.operationsPerSecond(), clock.instant());
    this.alarm = new Alarm(worker, clock, this::lookForAnything);
    this.finishes = new FinishWriter(crm, outbox, worker, settings.gather(), this::written);
    this.calls = claims(Lane.CALL, settings.gather());
    this.files = claims(Lane.FILES, PAUSE_OF_FILES);
  }

  private Claims claims(Lane lane, Duration pause) {
    Claims.Owner owner =
        new Claims.Owner() {
          @Override
          public void claimed(List<ClaimedDelivery> claims) {
            Dispatcher.this.claimed(claims);
          }

          @Override
          public void lookAt(Instant at) {
            alarm.set(at);
          }
        };
    return new Claims(crm, lane, outbox, settings, pause, worker, clock, owner);
  }

  /** Begins, until {@link #stop}. */
  void start() {
    long look = settings.lookEvery().toMillis();
    // Not all workspaces at the same moment.
    long first = (long) (look * chance.getAsDouble());
    worker.schedulePeriodically(this::lookForAnything, first, look, TimeUnit.MILLISECONDS);
    long extend = settings.lease().toMillis() / 3;
    worker.schedulePeriodically(this::extend, extend, extend, TimeUnit.MILLISECONDS);
    long report = settings.reportEvery().toMillis();
    worker.schedulePeriodically(this::report, 0, report, TimeUnit.MILLISECONDS);
    wake();
  }

  /** There may be work. From any thread, and any number of times. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      worker.schedule(() -> {
        woken.set(false);
        lookForAnything();
      });
    }
  }

  /** The workspace is set differently now; what is under way ends as it began. */
  void use(CrmConnection changed) {
    worker.schedule(() -> {
      former.add(connection);
      connection = changed;
      closeFormer();
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
    worker.schedule(this::beginStop);
    return stopped
        .asMono()
        .timeout(settings.stopWithin().multipliedBy(2), timer)
        .onErrorResume(_ -> {
          log.warn("Not all that was sent to {} could be written down in time", crm);
          return Mono.empty();
        })
        .doFinally(_ -> {
          worker.dispose();
          former.forEach(CrmConnection::close);
          connection.close();
        });
  }

  /** Connections that have been replaced, and that nothing uses any more. */
  private void closeFormer() {
    former.removeIf(one -> {
      boolean isUsed = underWay.values().stream().anyMatch(errand -> errand.isOver(one));
      if (!isUsed) {
        one.close();
      }
      return !isUsed;
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
    noteBreaker(now);
  }

  private int roomForCalls(Instant now) {
    int room = throttle.room(now) - ready.size();
    return room > 0 && foundStale ? Math.max(room, STALE_AT_ONCE) : room;
  }

  private int roomForFiles(Instant now) {
    return switch (throttle.breaker(now)) {
      case CLOSED -> settings.uploads() - bringing;
      // One finds out as well as any other operation, and there may be no other.
      case HALF_OPEN -> 1 - bringing;
      case OPEN -> 0;
    };
  }

  private void claimed(List<ClaimedDelivery> claims) {
    Instant now = clock.instant();
    Instant leaseEnds = now.plus(settings.lease());
    foundStale = false;
    for (ClaimedDelivery claimed : claims) {
      Errand known = underWay.get(claimed.id());
      if (known == null) {
        enqueue(new Errand(claimed, leaseEnds));
      } else {
        // Its lease ran out, and it has not ended: whatever comes of it is this claim's result.
        known.heldBy(claimed, leaseEnds);
      }
    }
    if (!claims.isEmpty()) {
      observer.claimed(crm, claims, now);
    }
    look();
  }

  /** Recordings do not wait for a place. */
  private void enqueue(Errand errand) {
    switch (errand.claimed().planned().lane()) {
      case CALL -> ready.addLast(errand);
      case FILES -> ready.addFirst(errand);
    }
  }

  private void beginReady(Instant now) {
    while (!ready.isEmpty()) {
      switch (begin(ready.getFirst(), now)) {
        case DONE -> ready.removeFirst();
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
    Task task = tasks.of(claimed, now, memories.of(claimed.id()).waited());
    if (task instanceof Task.Nothing(Result result)) {
      foundStale |= result instanceof Result.Stale;
      conclude(claimed, result, null, now);
      return Begun.DONE;
    }
    if (stopping) {
      release(claimed, now, now, "the service stops");
      return Begun.DONE;
    }
    if (throttle.breaker(now) == Breaker.State.OPEN) {
      release(claimed, throttle.breakerOpensAgain(), now, "the CRM is left alone: " + lastFailure);
      return Begun.DONE;
    }
    if (task instanceof Task.Bring) {
      bringing++;
      errand.begin(now, connection, null);
      run(errand, task, settings.answerWithin());
      return Begun.DONE;
    }
    Duration left = Duration.between(now, errand.leaseEnds()).minus(DeliverySettings.MARGIN);
    if (left.compareTo(settings.answerWithin().dividedBy(2)) < 0) {
      release(claimed, now, now, "its turn did not come in time");
      return Begun.DONE;
    }
    // A result that cannot be written would be lost, and the delivery repeated.
    if (finishes.isStuck() || !throttle.mayBegin(now)) {
      return Begun.NOT_NOW;
    }
    errand.begin(now, connection, throttle.begin(now));
    run(errand, task, left.compareTo(settings.answerWithin()) < 0 ? left : settings.answerWithin());
    return Begun.DONE;
  }

  private void run(Errand errand, Task task, Duration within) {
    underWay.put(errand.claimed().id(), errand);
    errand.runs(
        courier
            .carryOut(task, errand.claimed(), connection.gateway(), within)
            .subscribe(
                result -> worker.schedule(() -> ended(errand, result)),
                fault -> worker.schedule(() -> ended(errand, new Result.Fault(fault)))));
  }

  private void ended(Errand errand, Result result) {
    if (!underWay.remove(errand.claimed().id(), errand)) {
      return;
    }
    Instant now = clock.instant();
    Duration took = Duration.between(errand.begunAt(), now);
    Throttle.Place place = errand.place();
    if (place == null) {
      bringing--;
      throttle.endFile(Sign.of(result), now, chance.getAsDouble());
    } else {
      throttle.end(place, Sign.of(result), took, now, chance.getAsDouble());
    }
    conclude(errand.claimed(), result, isBusy(result) ? null : took, now);
    closeFormer();
    look();
  }

  private static boolean isBusy(Result result) {
    return result instanceof Result.Brought(RecordingResult.Busy _);
  }

  private void conclude(
      ClaimedDelivery claimed, Result result, @Nullable Duration took, Instant now) {
    Memory memory = memories.of(claimed.id());
    Attempt attempt =
        new Attempt(
            claimed, now, memory.timesUnknown(), connection.settles(), chance.getAsDouble());
    Ended ended = new Ended(RetryPolicy.after(attempt, result), now, took);
    remember(ended, result);
    finishes.add(ended);
  }

  private void release(ClaimedDelivery claimed, Instant until, Instant now, String reason) {
    finishes.add(new Ended(RetryPolicy.release(claimed, until, reason), now, null));
  }

  private void remember(Ended ended, Result result) {
    long id = ended.claimed().id();
    if (ended.isFinal()) {
      memories.forget(id);
    } else if (result instanceof Result.Waits) {
      memories.hasWaited(id);
    } else if (result instanceof Result.Failed(CrmFailure.NotYetKnown _)) {
      memories.wasUnknown(id);
    }
    if (ended.finished() instanceof FinishedDelivery.Sent) {
      lastSuccessAt = ended.at();
    } else if (ended.took() != null && ended.outcome() != CrmDelivery.Outcome.SENT) {
      lastFailureAt = ended.at();
      lastFailure = ended.reason();
    }
  }

  /** Those behind them may go now, and those to be tried again soon have their time. */
  private void written(List<Ended> batch) {
    observer.ended(crm, batch);
    Instant now = clock.instant();
    for (Ended ended : batch) {
      Instant until = ended.until();
      if (until != null && until.isBefore(now.plus(settings.lookEvery()))) {
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
    Instant until = clock.instant().plus(settings.lease());
    List<ClaimedDelivery> recordings =
        underWay.values().stream()
            .filter(errand -> errand.place() == null)
            .map(Errand::claimed)
            .toList();
    if (!recordings.isEmpty()) {
      outbox
          .extend(recordings, until)
          .subscribe(
              _ -> {}, e -> log.debug("Claims of recordings for {} are not extended", crm, e));
    }
  }

  private void noteBreaker(Instant now) {
    if (throttle.breaker(now) != reported) {
      report();
    }
  }

  private void report() {
    Instant now = clock.instant();
    Breaker.State breaker = throttle.breaker(now);
    if (reported == Breaker.State.CLOSED && breaker == Breaker.State.OPEN) {
      log.warn("{} is told nothing but a trial now and then: {}", crm, lastFailure);
    } else if (reported != Breaker.State.CLOSED && breaker == Breaker.State.CLOSED) {
      log.info("{} is told everything again", crm);
    }
    reported = breaker;
    observer.changed(
        crm,
        new Condition(
            breaker,
            throttle.ratePerSecond(),
            throttle.inFlight() + bringing,
            lastSuccessAt,
            lastFailureAt,
            lastFailure));
  }

  private void beginStop() {
    stopping = true;
    worker.schedule(this::giveUp, settings.stopWithin().toMillis(), TimeUnit.MILLISECONDS);
    look();
  }

  private void endStop() {
    boolean nothingLeft = ready.isEmpty() && underWay.isEmpty() && finishes.isIdle();
    if (nothingLeft && !calls.isClaiming() && !files.isClaiming()) {
      stopped.tryEmitEmpty();
    }
  }

  private void giveUp() {
    Instant now = clock.instant();
    for (Errand errand : underWay.values()) {
      errand.cancel();
      finishes.add(
          new Ended(
              RetryPolicy.interrupted(errand.claimed(), now),
              now,
              Duration.between(errand.begunAt(), now)));
    }
    underWay.clear();
    look();
  }
}
