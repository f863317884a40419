package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.Activation;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crmsync.delivery.Breaker.State;
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
 * Sees to it that one workspace is told what the outbox holds for it: claims as much as the
 * workspace can be told, and leaves it to a {@link Desk} to tell it. It looks when it is woken,
 * when something is finished, and now and then, for other instances put things into the outbox too.
 *
 * <p>All of its state belongs to one loop, on which everything short happens; whatever takes time
 * happens elsewhere, and its result comes back to the loop. So nothing is locked, no call has a
 * thread, and a workspace that does not answer holds up nobody else.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Between claims of recordings, which nobody waits for. */
  private static final Duration PAUSE_OF_FILES = Duration.ofMillis(50);

  /** Of what the other services are told, which takes the broker no time. */
  private static final int ANNOUNCED_AT_ONCE = 64;

  /** What one claim brings while there is nothing but stale notices: they take no time. */
  private static final int STALE_AT_ONCE = 256;

  private final String crm;
  private final Equipment equipment;
  private final DeliverySettings settings;
  private final Clock clock;
  private final Loop loop;
  private final Claims calls;
  private final Claims files;
  private final Claims hub;
  private final FinishWriter finishes;
  private final Alarm alarm;
  private final Throttle throttle;
  private final RecordingThrottle recordings;
  private final Pulse pulse;
  private final Activation activation;
  private final Desk desk;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Sinks.Empty<Void> stopped = Sinks.empty();
  private boolean stopping;

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
    this.pulse = new Pulse(crm, equipment.observer());
    this.activation =
        new Activation(equipment.scheduler(), why -> loop.run(() -> notActivated(why)), this::wake);
    this.throttle =
        new Throttle(connection.concurrency(), settings.operationsPerSecond(), clock.instant());
    this.recordings = new RecordingThrottle(throttle);
    this.alarm = new Alarm(loop, clock, this::lookForAnything);
    this.finishes =
        new FinishWriter(crm, equipment.outbox(), loop, settings.gather(), this::written);
    Gate gate = new Gate(throttle, recordings, pulse);
    this.desk = new Desk(crm, connection, equipment, loop, gate, finishes, pulse, this::look);
    this.calls = claims(Lane.CALL, settings.gather());
    this.files = claims(Lane.FILES, PAUSE_OF_FILES);
    this.hub = claims(Lane.HUB, settings.gather());
  }

  private Claims claims(Lane lane, Duration pause) {
    return new Claims(
        crm, lane, equipment.outbox(), settings, pause, loop, clock, this::claimed, alarm);
  }

  /** Begins, until {@link #stop}. */
  void start() {
    activation.begin(desk.connection());
    Duration every = settings.lookEvery();
    // Not all workspaces at the same moment.
    double chance = equipment.chance().getAsDouble();
    Duration first = Duration.ofMillis((long) (every.toMillis() * chance));
    loop.runEvery(first, every, this::lookForAnything);
    Duration third = settings.lease().dividedBy(3);
    loop.runEvery(third, third, desk::extend);
    // Whoever died may have left some.
    loop.runEvery(third, third, this::lookForAnnouncements);
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
      desk.use(changed);
      activation.begin(changed);
      throttle.renew(changed.concurrency(), clock.instant());
      recordings.renew();
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
          desk.close();
        });
  }

  private void lookForAnything() {
    calls.want();
    files.want();
    look();
  }

  private void lookForAnnouncements() {
    hub.want();
    look();
  }

  private void look() {
    Instant now = clock.instant();
    desk.beginReady(now);
    if (stopping) {
      endStop();
      return;
    }
    // While results cannot be written nothing more is begun: it would have to be repeated.
    if (!finishes.isStuck()) {
      hub.claim(ANNOUNCED_AT_ONCE);
      calls.claim(roomForCalls(now));
      files.claim(roomForFiles(now));
    }
    throttle.nextAt(now).ifPresent(alarm::set);
    pulse.tellOfChange(breaker(now), recordings.breaker(now), throttle.ratePerSecond(), inFlight());
  }

  /** Why it is told nothing yet; empty if it is ready. From any thread. */
  Optional<String> notActivated() {
    return activation.failure();
  }

  private void notActivated(String why) {
    Instant now = clock.instant();
    pulse.notActivated(now, why);
    tell(now);
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
    int room = throttle.room(now) - desk.ready();
    return room > 0 && desk.foundStale() ? Math.max(room, STALE_AT_ONCE) : room;
  }

  private int roomForFiles(Instant now) {
    return activation.state() == Activation.State.DONE
        ? recordings.room(now, settings.uploads(), desk.bringing())
        : 0;
  }

  private void claimed(List<ClaimedDelivery> claims) {
    Instant now = clock.instant();
    desk.take(claims, now);
    equipment.observer().claimed(crm, claims, now);
    look();
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
      if (ended.concernsHub()) {
        wantHub(until);
      }
    }
    calls.want();
    look();
  }

  private void wantHub(@Nullable Instant until) {
    Instant now = clock.instant();
    if (until == null || !until.isAfter(now)) {
      hub.want();
    } else {
      loop.runAfter(Duration.between(now, until), this::lookForAnnouncements);
    }
  }

  private void report() {
    tell(clock.instant());
  }

  private void tell(Instant now) {
    pulse.tell(breaker(now), recordings.breaker(now), throttle.ratePerSecond(), inFlight());
  }

  private int inFlight() {
    return throttle.inFlight() + desk.bringing();
  }

  private void beginStop() {
    stopping = true;
    desk.stop();
    loop.runAfter(settings.stopWithin(), desk::giveUp);
    look();
  }

  private boolean areClaiming() {
    return calls.isClaiming() || files.isClaiming() || hub.isClaiming();
  }

  private void endStop() {
    if (desk.isClear() && finishes.isIdle() && !areClaiming()) {
      stopped.tryEmitEmpty();
    }
  }
}
