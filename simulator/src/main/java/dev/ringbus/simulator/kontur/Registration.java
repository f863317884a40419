package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.simulator.kontur.files.StoredFile;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finished call as it was entered into the history. */
public record Registration(
    Direction direction,
    @Nullable String clientPhone,
    @Nullable String vatsPhone,
    @Nullable OffsetDateTime externalCreatedAt,
    List<Item> items,
    Instant receivedAt) {

  public Registration {
    items = List.copyOf(items);
  }

  /**
   * One leg.
   *
   * @param recordings that came with the registration
   */
  public record Item(
      String id,
      KnownParty from,
      KnownParty to,
      @Nullable OffsetDateTime startedAt,
      @Nullable OffsetDateTime finishedAt,
      List<StoredFile> recordings) {

    public Item {
      recordings = List.copyOf(recordings);
    }
  }
}
