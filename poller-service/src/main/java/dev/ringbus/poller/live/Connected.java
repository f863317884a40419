package dev.ringbus.poller.live;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.LiveCall.OfferedInstruction;
import dev.ringbus.model.Platform;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LiveCall} as it is kept: there are a hundred thousand of them, and an {@code
 * OffsetDateTime} alone takes as much room as all of this.
 */
record Connected(
    CallKey key,
    Platform platform,
    @Nullable Direction direction,
    long atSecond,
    int atNano,
    ZoneOffset offset,
    boolean untold,
    @Nullable Steered steered) {

  /**
   * What only calls have that somebody has done something to.
   *
   * @param offered as in {@link LiveCall}
   */
  private record Steered(
      List<OfferedInstruction> offered,
      @Nullable String askedNoMore,
      List<String> settled,
      @Nullable OffsetDateTime pollsStopped) {}

  static Connected of(LiveCall call, CallKey key, Platform platform) {
    boolean isSteered =
        !call.offered().isEmpty()
            || call.askedNoMore() != null
            || !call.settled().isEmpty()
            || call.pollsStopped() != null;
    Steered steered =
        isSteered
            ? new Steered(call.offered(), call.askedNoMore(), call.settled(), call.pollsStopped())
            : null;
    return new Connected(
        key,
        platform,
        call.direction(),
        call.connectedAt().toEpochSecond(),
        call.connectedAt().getNano(),
        call.connectedAt().getOffset(),
        call.untold(),
        steered);
  }

  LiveCall call() {
    OffsetDateTime at = Instant.ofEpochSecond(atSecond, atNano).atOffset(offset);
    return steered == null
        ? new LiveCall(key.integration(), platform, key.callId(), direction, at, List.of(), null)
            .untold(untold)
        : new LiveCall(
            key.integration(),
            platform,
            key.callId(),
            direction,
            at,
            steered.offered(),
            steered.askedNoMore(),
            steered.settled(),
            steered.pollsStopped(),
            untold);
  }
}
