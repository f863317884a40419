package dev.ringbus.simulator.kontur;

import dev.ringbus.model.LegProgress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was told of a call while it lived.
 *
 * @param leg what it is about, of {@code call-event} alone
 * @param timestamp as it was sent; absent with {@code call-failed}, which has none
 */
public record Notice(
    Operation operation,
    @Nullable LegNews leg,
    @Nullable OffsetDateTime timestamp,
    Instant receivedAt) {

  /** What happened to a leg. */
  public record LegNews(String id, LegProgress progress, KnownParty from, KnownParty to) {}

  /** Whether this is that said once more. */
  boolean repeats(Notice that) {
    return operation == that.operation
        && Objects.equals(leg, that.leg)
        && Objects.equals(timestamp, that.timestamp);
  }

  @Override
  public String toString() {
    return leg == null ? operation.word() : leg.progress().wireName();
  }
}
