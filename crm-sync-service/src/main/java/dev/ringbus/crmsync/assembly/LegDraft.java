package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A leg while it is put together. It begins when its employee is first heard of. */
final class LegDraft {

  private final String id;
  private final String name;
  private final @Nullable PhoneNumber employee;
  private final List<LegChange> changes = new ArrayList<>();
  private @Nullable LegDraft consulting;
  private @Nullable CallOutcome outcome;
  private @Nullable EndedBy endedBy;
  private boolean answered;

  /**
   * @param name of the employee within the call
   * @param consulting the leg whose employee asks this one for advice; absent if this one is to
   *     talk with the client
   */
  LegDraft(
      String id,
      String name,
      @Nullable PhoneNumber employee,
      @Nullable LegDraft consulting,
      OffsetDateTime at) {
    this.id = id;
    this.name = name;
    this.employee = employee;
    this.consulting = consulting;
    changes.add(new LegChange(LegProgress.APPEARED, at));
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  @Nullable PhoneNumber employee() {
    return employee;
  }

  @Nullable LegDraft consulting() {
    return consulting;
  }

  @Nullable CallOutcome outcome() {
    return outcome;
  }

  @Nullable EndedBy endedBy() {
    return endedBy;
  }

  List<LegChange> changes() {
    return changes;
  }

  OffsetDateTime appearedAt() {
    return changes.getFirst().at();
  }

  private LegProgress progress() {
    return changes.getLast().progress();
  }

  boolean isOver() {
    return progress() == LegProgress.DISCONNECTED || progress() == LegProgress.FINISHED;
  }

  boolean isRinging() {
    return progress() == LegProgress.APPEARED;
  }

  boolean isTalking() {
    return progress() == LegProgress.CONNECTED;
  }

  boolean isPaused() {
    return progress() == LegProgress.PAUSED;
  }

  boolean wasAnswered() {
    return answered;
  }

  /** The employee is to talk with the client rather than with a colleague. */
  void turnToClient() {
    consulting = null;
  }

  void connect(OffsetDateTime at) {
    answered = true;
    changes.add(new LegChange(LegProgress.CONNECTED, at));
  }

  void pause(OffsetDateTime at) {
    changes.add(new LegChange(LegProgress.PAUSED, at));
  }

  /**
   * The receiver is down.
   *
   * @param said how it turned out, as the PBX says; a leg that was answered stays so
   */
  void disconnect(OffsetDateTime at, @Nullable CallOutcome said, @Nullable EndedBy by) {
    end(LegProgress.DISCONNECTED, at, said == null ? CallOutcome.NO_ANSWER : said, by);
  }

  /** The call is over. */
  void finish(OffsetDateTime at, @Nullable CallOutcome unanswered, @Nullable EndedBy by) {
    end(LegProgress.FINISHED, at, unanswered, by);
  }

  private void end(
      LegProgress how, OffsetDateTime at, @Nullable CallOutcome said, @Nullable EndedBy by) {
    outcome = answered ? CallOutcome.ANSWERED : said;
    endedBy = by;
    changes.add(new LegChange(how, at));
  }
}
