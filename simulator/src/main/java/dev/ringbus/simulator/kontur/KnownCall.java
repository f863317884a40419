package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.simulator.kontur.files.StoredFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call as the CRM knows it.
 *
 * @param externalId as the integration sent it; absent of a call that was asked for and never came
 * @param asked by whom it was asked for in the CRM, and for whom; absent of other calls
 * @param notices in the order in which they came, each once
 * @param repeats notices that came once more
 * @param attached recordings that came after the registration
 */
public record KnownCall(
    String communicationId,
    @Nullable String externalId,
    @Nullable Direction direction,
    @Nullable String clientPhone,
    @Nullable String vatsPhone,
    Optional<Asked> asked,
    List<Notice> notices,
    int repeats,
    Optional<Registration> registration,
    List<Attached> attached) {

  public KnownCall {
    notices = List.copyOf(notices);
    attached = List.copyOf(attached);
  }

  /** The button that was pressed in the CRM. */
  public record Asked(
      String fromUserId, @Nullable String toUserId, @Nullable String clientPhone, Instant at) {}

  /** A recording that came by itself. */
  public record Attached(@Nullable String legId, StoredFile file, Instant at) {}

  /** All recordings that the CRM has of it. */
  public List<StoredFile> recordings() {
    return Stream.concat(
            registration.stream()
                .flatMap(registered -> registered.items().stream())
                .flatMap(item -> item.recordings().stream()),
            attached.stream().map(Attached::file))
        .toList();
  }

  /** The notices of this method. */
  public List<Notice> notices(Operation operation) {
    return notices.stream().filter(notice -> notice.operation() == operation).toList();
  }

  /** What was told of a leg while it lived, in that order. */
  public List<Notice.LegNews> news(String legId) {
    List<Notice.LegNews> news = new ArrayList<>();
    for (Notice notice : notices) {
      if (notice.leg() != null && notice.leg().id().equals(legId)) {
        news.add(notice.leg());
      }
    }
    return news;
  }

  /** The legs that it was told of while they lived, in the order of their appearance. */
  public List<String> liveLegs() {
    return notices.stream()
        .map(Notice::leg)
        .flatMap(Stream::ofNullable)
        .map(Notice.LegNews::id)
        .distinct()
        .toList();
  }
}
