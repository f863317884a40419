package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crmsync.delivery.Dispatcher.Equipment;
import dev.ringbus.crmsync.delivery.Memories.Memory;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.store.ClaimedDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what is claimed for one workspace: begins each delivery as soon as the workspace may be
 * told, lets the {@link Courier} carry it out, and hands on what came of it to be written down.
 * Used on its dispatcher's loop alone.
 */
final class Desk {

  private static final Logger log = LoggerFactory.getLogger(Desk.class);

  private final String crm;
  private final Equipment equipment;
  private final DeliverySettings settings;
  private final Clock clock;
  private final Loop loop;
  private final Gate gate;
  private final FinishWriter finishes;
  private final Pulse pulse;
  private final Runnable afterwards;
  private final Lines lines;
  private final Tasks tasks;
  private final Errands errands = new Errands();
  private final Memories memories = new Memories();
  private boolean stopping;
  private boolean foundStale;

  /**
   * @param afterwards run when something under way has ended, and there may be room for more
   */
  Desk(
      String crm,
      CrmConnection connection,
      Equipment equipment,
      Loop loop,
      Gate gate,
      FinishWriter finishes,
      Pulse pulse,
      Runnable afterwards) {
    this.crm = crm;
    this.equipment = equipment;
    this.settings = equipment.settings();
    this.clock = equipment.clock();
    this.loop = loop;
    this.gate = gate;
    this.finishes = finishes;
    this.pulse = pulse;
    this.afterwards = afterwards;
    this.lines = new Lines(connection);
    this.tasks = new Tasks(settings.waitForFiles());
  }

  /** What is begun from now on is told over this. */
  CrmConnection connection() {
    return lines.current();
  }

  /** What is under way ends over the connection that it began with. */
  void use(CrmConnection changed) {
    lines.replace(changed);
    lines.closeFormer(errands::areOver);
  }

  /** Takes over what was claimed just now. */
  void take(List<ClaimedDelivery> claims, Instant now) {
    foundStale = false;
    claims.forEach(claimed -> errands.claimed(claimed, now.plus(settings.lease())));
  }

  /** How many deliveries are claimed and not begun. */
  int ready() {
    return errands.ready();
  }

  /** How many recordings are on their way. */
  int bringing() {
    return errands.bringing();
  }

  /** Whether among those of the last claim were some that the workspace is not told of at all. */
  boolean foundStale() {
    return foundStale;
  }

  boolean isClear() {
    return errands.areNone();
  }

  /** Begins nothing more. */
  void stop() {
    stopping = true;
  }

  /** When nothing is under way any more. */
  void close() {
    lines.close();
  }

  /** Begins what may begin now, in order. */
  void beginReady(Instant now) {
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
      foundStale |= result instanceof Result.Stale || result instanceof Result.RequestsEnded;
      conclude(claimed, result, null, now);
      return Begun.DONE;
    }
    if (stopping) {
      return release(claimed, now, now, "the service stops");
    }
    Duration left = Duration.between(now, errand.leaseEnds()).minus(DeliverySettings.MARGIN);
    if (left.compareTo(settings.answerWithin().dividedBy(2)) < 0) {
      return release(claimed, now, now, "its turn did not come in time");
    }
    // A result that cannot be written would be lost, and the delivery repeated.
    if (finishes.isStuck()) {
      return Begun.NOT_NOW;
    }
    return switch (gate.enter(task, now)) {
      case Gate.Answer.NotYet() -> Begun.NOT_NOW;
      case Gate.Answer.Later(Instant until, String reason) -> release(claimed, until, now, reason);
      case Gate.Answer.Enter(Gate.Seat seat) -> {
        errand.begin(now, lines.current(), seat);
        Duration most = settings.answerWithin();
        run(errand, task, left.compareTo(most) < 0 ? left : most);
        yield Begun.DONE;
      }
    };
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
    Sign sign = Sign.of(result);
    gate.leave(errand.seat(), sign, took, now, chance());
    Ended ended = conclude(errand.claimed(), result, isAttempt(result) ? took : null, now);
    if (errand.seat().isOfRecording()) {
      pulse.noteRecording(ended, sign);
    }
    lines.closeFormer(errands::areOver);
    afterwards.run();
  }

  private static boolean isAttempt(Result result) {
    return !(result instanceof Result.Brought(RecordingResult.Busy _))
        && !(result instanceof Result.Announced)
        && !(result instanceof Result.NotAnnounced);
  }

  private Ended conclude(
      ClaimedDelivery claimed, Result result, @Nullable Duration took, Instant now) {
    Memory memory = memories.of(claimed.id());
    Attempt attempt = new Attempt(claimed, now, memory, lines.current().settles(), chance());
    Ended ended = new Ended(RetryPolicy.after(attempt, result), now, took);
    memories.note(ended, result);
    pulse.note(ended);
    finishes.add(ended);
    return ended;
  }

  private Begun release(ClaimedDelivery claimed, Instant until, Instant now, String reason) {
    finishes.add(new Ended(RetryPolicy.release(claimed, until, reason), now, null));
    return Begun.DONE;
  }

  /** A recording may take longer than a lease. */
  void extend() {
    List<ClaimedDelivery> recordings = errands.recordings();
    if (!recordings.isEmpty()) {
      equipment
          .outbox()
          .extend(recordings, clock.instant().plus(settings.lease()))
          .subscribe(
              _ -> {}, e -> log.debug("Claims of recordings for {} are not extended", crm, e));
    }
  }

  /** What has not ended by now is settled, or sent again, by whoever claims it next. */
  void giveUp() {
    Instant now = clock.instant();
    for (Errand errand : errands.underWay()) {
      errands.ended(errand);
      errand.cancel();
      Duration took = Duration.between(errand.begunAt(), now);
      finishes.add(new Ended(RetryPolicy.interrupted(errand.claimed(), now), now, took));
    }
    afterwards.run();
  }

  private double chance() {
    return equipment.chance().getAsDouble();
  }
}
