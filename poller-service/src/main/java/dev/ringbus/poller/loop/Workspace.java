package dev.ringbus.poller.loop;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.Crm;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A CRM that is asked about its calls. */
final class Workspace {

  private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

  private final Crm crm;
  private final CallPoller poller;
  private final Equipment equipment;
  private final long everyMillis;
  private final Room room;
  private final Activation activation;

  /**
   * What all workspaces share.
   *
   * @param work where requests are made, away from the wheel's thread
   * @param ended told of a call whose CRM has ended the requests
   */
  record Equipment(
      Answers answers,
      LoopMeters meters,
      Executor work,
      Scheduler timer,
      Clock clock,
      Consumer<PolledCall> ended) {}

  Workspace(Crm crm, CallPoller poller, Equipment equipment) {
    this.crm = crm;
    this.poller = poller;
    this.equipment = equipment;
    this.everyMillis = poller.every().toMillis();
    this.room =
        new Room(
            poller.concurrency(),
            poller.every(),
            equipment.work(),
            equipment.clock(),
            this::ask,
            this::turnedAway);
    this.activation = new Activation(crm.id(), poller.activate(), equipment.timer());
  }

  Crm crm() {
    return crm;
  }

  CallPoller poller() {
    return poller;
  }

  Room room() {
    return room;
  }

  Activation.State state() {
    return activation.state();
  }

  void start() {
    activation.start();
  }

  void close() {
    activation.stop();
    poller.close();
  }

  /** The wheel says that it is time to ask about the call; it only enqueues. */
  void due(PolledCall call, long due, long now) {
    Tick tick = tick(call, due, now);
    if (tick == Tick.ASKED) {
      call.leaves(due);
      room.enter(call);
    } else {
      equipment.meters().skipped(tick);
    }
  }

  private void turnedAway(PolledCall call) {
    call.isBack();
    equipment.meters().skipped(Tick.CROWDED);
  }

  private Tick tick(PolledCall call, long due, long now) {
    if (!activation.isActive()) {
      return Tick.NOT_ACTIVE;
    }
    if (call.isUnderWay()) {
      return Tick.UNDER_WAY;
    }
    if (now - due > Room.LATEST_MILLIS) {
      return Tick.LATE;
    }
    return isEarly(call, due, now) ? Tick.EARLY : Tick.ASKED;
  }

  /** Then it has been asked about in this interval, here or where it was before. */
  private boolean isEarly(PolledCall call, long due, long now) {
    int since = call.since(now);
    return call.wasAsked() ? since >= 0 && since < everyMillis / 2 : call.since(due) <= 0;
  }

  private void ask(PolledCall call) {
    if (call.isEnded()) {
      isBack(call);
      return;
    }
    measure(call);
    Mono.defer(() -> poller.poll(call.id()))
        .onErrorResume(failure -> unanswered(call, failure))
        .flatMap(answer -> take(call, answer))
        .doFinally(_ -> isBack(call))
        .subscribe(_ -> {}, failure -> LOG.error("an answer of CRM {} is lost", crm.id(), failure));
  }

  private void measure(PolledCall call) {
    long now = equipment.clock().millis();
    if (call.wasAsked()) {
      long deviation = Math.abs(call.since(now) - everyMillis);
      // Otherwise some were skipped between them, and counted.
      if (deviation < everyMillis / 2) {
        equipment.meters().deviated(deviation);
      }
    }
    call.askedAt(now);
  }

  private Mono<Answer> unanswered(PolledCall call, Throwable failure) {
    equipment.meters().came(LoopMeters.Result.UNANSWERED);
    LOG.debug("CRM {} did not answer about call {}: {}", crm.id(), call.key(), failure.toString());
    return Mono.empty();
  }

  private Mono<Void> take(PolledCall call, Answer answer) {
    return switch (answer) {
      case Answer.Nothing _ -> {
        equipment.meters().came(LoopMeters.Result.NOTHING);
        yield Mono.empty();
      }
      case Answer.Instructed _ -> {
        equipment.meters().came(LoopMeters.Result.INSTRUCTED);
        yield equipment.answers().take(call.key(), crm.id(), answer);
      }
      case Answer.Malformed(String expected) -> {
        equipment.meters().came(LoopMeters.Result.MALFORMED);
        LOG.debug("CRM {} is asked no more about call {}: {}", crm.id(), call.key(), expected);
        equipment.ended().accept(call);
        yield equipment.answers().take(call.key(), crm.id(), answer);
      }
    };
  }

  private void isBack(PolledCall call) {
    call.isBack();
    room.leave();
  }
}
