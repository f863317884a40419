package dev.ringbus.model;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that is connected, as whoever steers it must know it after a restart: the value of a
 * record on {@code ringbus.live-calls}, under the call key; a tombstone says that the call has
 * ended.
 *
 * @param direction absent if its PBX does not say it
 * @param connectedAt when the conversation began, by the PBX's time
 * @param offered what its PBX was told, and what nothing has proven yet, the oldest first
 * @param askedNoMore why its CRM is no longer asked about this call; absent while it is
 * @param settled ids of its last instructions of which nothing more is to be said, the latest last:
 *     none of them is taken a second time
 * @param pollsStopped since when its PBX has not polled, although it did before; absent while it
 *     polls, or while nothing waits for that
 * @param untold whether its CRM has yet to be told of it, and cannot be asked about it before
 */
public record LiveCall(
    IntegrationId integration,
    Platform platform,
    CallId callId,
    @Nullable Direction direction,
    OffsetDateTime connectedAt,
    List<OfferedInstruction> offered,
    @Nullable String askedNoMore,
    List<String> settled,
    @Nullable OffsetDateTime pollsStopped,
    boolean untold) {

  private static final int SETTLED = 50;

  // Written out: a record from before these were kept has none.
  public LiveCall(
      IntegrationId integration,
      Platform platform,
      CallId callId,
      @Nullable Direction direction,
      OffsetDateTime connectedAt,
      List<OfferedInstruction> offered,
      @Nullable String askedNoMore,
      @Nullable List<String> settled,
      @Nullable OffsetDateTime pollsStopped,
      boolean untold) {
    this.integration = integration;
    this.platform = platform;
    this.callId = callId;
    this.direction = direction;
    this.connectedAt = connectedAt;
    this.offered = List.copyOf(offered);
    this.askedNoMore = askedNoMore;
    this.settled = settled == null ? List.of() : List.copyOf(settled);
    this.pollsStopped = pollsStopped;
    this.untold = untold;
  }

  /** One that has had no instruction. */
  public LiveCall(
      IntegrationId integration,
      Platform platform,
      CallId callId,
      @Nullable Direction direction,
      OffsetDateTime connectedAt,
      List<OfferedInstruction> offered,
      @Nullable String askedNoMore) {
    this(
        integration,
        platform,
        callId,
        direction,
        connectedAt,
        offered,
        askedNoMore,
        List.of(),
        null,
        false);
  }

  /** Its Kafka key. */
  public CallKey key() {
    return new CallKey(integration, callId);
  }

  /** The same, in that direction. */
  public LiveCall with(Direction value) {
    return new LiveCall(
        integration,
        platform,
        callId,
        value,
        connectedAt,
        offered,
        askedNoMore,
        settled,
        pollsStopped,
        untold);
  }

  /** The same, with a CRM that is not asked any more. */
  public LiveCall askedNoMore(String reason) {
    return new LiveCall(
        integration,
        platform,
        callId,
        direction,
        connectedAt,
        offered,
        reason,
        settled,
        pollsStopped,
        untold);
  }

  /** The same, with a CRM that may be asked about it, or not yet. */
  public LiveCall untold(boolean value) {
    return new LiveCall(
        integration,
        platform,
        callId,
        direction,
        connectedAt,
        offered,
        askedNoMore,
        settled,
        pollsStopped,
        value);
  }

  /** The same, having been told that. */
  public LiveCall offered(List<OfferedInstruction> value) {
    return new LiveCall(
        integration,
        platform,
        callId,
        direction,
        connectedAt,
        value,
        askedNoMore,
        settled,
        pollsStopped,
        untold);
  }

  /** The same, with nothing more to be said of that instruction. */
  public LiveCall settled(String instruction) {
    List<String> all = new ArrayList<>(settled);
    all.remove(instruction);
    all.add(instruction);
    return new LiveCall(
        integration,
        platform,
        callId,
        direction,
        connectedAt,
        offered.stream().filter(one -> !one.instruction().id().equals(instruction)).toList(),
        askedNoMore,
        all.subList(Math.max(0, all.size() - SETTLED), all.size()),
        pollsStopped,
        untold);
  }

  /** The same, with polls that have stopped, or not. */
  public LiveCall pollsStopped(@Nullable OffsetDateTime since) {
    return new LiveCall(
        integration,
        platform,
        callId,
        direction,
        connectedAt,
        offered,
        askedNoMore,
        settled,
        since,
        untold);
  }

  /**
   * An instruction that was written into the answer to a poll.
   *
   * @param offers how often it was, this time included
   */
  public record OfferedInstruction(
      WaitingInstruction instruction, OffsetDateTime offeredAt, int offers) {}
}
