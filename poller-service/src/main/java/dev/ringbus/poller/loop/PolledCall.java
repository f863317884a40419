package dev.ringbus.poller.loop;

import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallKey;
import org.jspecify.annotations.Nullable;

/**
 * A live call in the loop. There are very many, hence no object more than this one for each: it is
 * its own node in the {@link Wheel}.
 */
final class PolledCall {

  private final CallKey key;
  private final long number;
  private final @Nullable Workspace workspace;

  /** Of the wheel's slot. */
  @Nullable PolledCall next;

  /** The {@link Room}'s. */
  int round;

  /**
   * When it was asked about last, or else when it appeared: milliseconds since the epoch, without
   * what an int has no place for.
   */
  private int since;

  private boolean wasAsked;

  /** As {@link #since}. */
  private int dueAt;

  private volatile boolean isUnderWay;
  private volatile boolean isEnded;

  /**
   * @param id what it is called when it is asked about
   * @param workspace whom to ask; nobody if absent
   */
  PolledCall(CallKey key, MtsCallId id, @Nullable Workspace workspace, long now) {
    this.key = key;
    this.number = id.value();
    this.workspace = workspace;
    this.since = (int) now;
  }

  private PolledCall(PolledCall call, @Nullable Workspace workspace) {
    this.key = call.key;
    this.number = call.number;
    this.workspace = workspace;
    this.since = call.since;
    this.wasAsked = call.wasAsked;
  }

  /** The same call, for another workspace; it remembers when it was asked about last. */
  PolledCall at(@Nullable Workspace other) {
    return new PolledCall(this, other);
  }

  CallKey key() {
    return key;
  }

  MtsCallId id() {
    return new MtsCallId(number);
  }

  @Nullable Workspace workspace() {
    return workspace;
  }

  /** Spread evenly, and the same for a call everywhere. MTS's own numbers are anything but even. */
  long phase() {
    long hash = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** It is not asked about any more. */
  void end() {
    isEnded = true;
  }

  boolean isEnded() {
    return isEnded;
  }

  boolean isUnderWay() {
    return isUnderWay;
  }

  void leaves(long due) {
    dueAt = (int) due;
    isUnderWay = true;
  }

  /** How many milliseconds it should have been asked about before that. */
  int sinceDue(long now) {
    return (int) now - dueAt;
  }

  void isBack() {
    isUnderWay = false;
  }

  boolean wasAsked() {
    return wasAsked;
  }

  /**
   * How many milliseconds before that it was asked about, or appeared; negative if it was after.
   */
  int since(long moment) {
    return (int) moment - since;
  }

  void askedAt(long now) {
    since = (int) now;
    wasAsked = true;
  }

  /** Told by the wheel. */
  void due(long due, long now) {
    if (workspace != null) {
      workspace.due(this, due, now);
    }
  }
}
